package import TelepoolDomain
import TelepoolMetrics
import TelepoolOperator
package import TelepoolSQL

/// Everything that is measured in this process.
package struct ServerMetrics: Sendable {
    /// What a node holds of what only one of them can have.
    package struct Leases: Sendable {
        package var number: Bool
        package var sweeper: Bool

        package init(number: Bool, sweeper: Bool) {
            self.number = number
            self.sweeper = sweeper
        }
    }

    /// The database that is measured.
    package let database: MeasuredDatabase
    /// Has to run for what the database says of the installation to be told.
    package let inventory: InventoryWatch

    let requests = RequestMetrics()
    let usage = UsageMetrics()
    private let process = ProcessMetrics()

    package init(database: any SQLDatabase, environment: DomainEnvironment) {
        self.database = MeasuredDatabase(database)
        inventory = InventoryWatch(database: self.database, environment: environment)
    }

    /// All metrics, in the format that Prometheus reads.
    package func text(leases: Leases?) async -> [UInt8] {
        await inventory.freshen()
        var text = MetricsText()
        text.family("telepool_build_info", .gauge, "The version that runs.")
        text.sample(["version": Version.current], 1)
        requests.write(to: &text)
        usage.write(to: &text)
        database.write(to: &text)
        if let leases {
            text.family("telepool_leases_held", .gauge, "Whether this node holds a lease.")
            text.sample(["lease": "node"], leases.number ? 1 : 0)
            text.sample(["lease": "sweeper"], leases.sweeper ? 1 : 0)
        }
        inventory.write(to: &text)
        process.write(to: &text)
        return text.bytes
    }
}
