/// How busy a database is at this moment, on this node.
package struct SQLDatabaseLoad: Sendable, Equatable {
    /// Connections that stand in for each other.
    package struct Pool: Sendable, Equatable {
        package var name: String
        package var inUse: Int
        package var idle: Int
        /// Calls that wait for a connection.
        package var waiting: Int

        package init(_ name: String, inUse: Int, idle: Int, waiting: Int) {
            self.name = name
            self.inUse = inUse
            self.idle = idle
            self.waiting = waiting
        }
    }

    package var pools: [Pool]
    /// Writes that wait for others of the same order.
    package var waitingWrites: Int
    /// How often transactions were carried out again so far, because they got in each other's way.
    package var repetitions: Int

    package init(pools: [Pool], waitingWrites: Int, repetitions: Int = 0) {
        self.pools = pools
        self.waitingWrites = waitingWrites
        self.repetitions = repetitions
    }
}
