import TelepoolSQL
package import TelepoolTime

/// What only one of the nodes that share a database may have or do at once: each holds it for a while, and again as long
/// as it lives. They go by the system's clock.
package struct Leases {
    let scope: SystemScope

    /// Takes a lease that is free or one's own.
    ///
    /// - Returns: whether `holder` has it now.
    package func take(_ name: String, for holder: String, at now: Timestamp, until end: Timestamp) throws -> Bool {
        try scope.transaction.changes(
            by:
                """
                INSERT INTO leases (name, holder, expires_at) VALUES (\(name), \(holder), \(end))
                ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
                WHERE leases.holder = excluded.holder OR leases.expires_at <= \(now)
                """) == 1
    }

    /// Gives back all that a holder has.
    package func giveBack(of holder: String) throws {
        try scope.transaction.execute("DELETE FROM leases WHERE holder = \(holder)")
    }
}
