import TelepoolSQL
package import TelepoolTime

/// What an account, or the installation, has to tell of every change and every refusal: a chain of events to which more
/// are only ever added.
package struct AuditLog {
    /// So many events are looked through for one page at most; what is not found in them is looked for by the next.
    package static let reach: Int64 = 100_000

    let scope: TenantScope

    /// Adds an event to the chain, in the transaction of what it tells of.
    ///
    /// - Parameters:
    ///   - trail: what was changed; nothing by a refusal.
    ///   - occurrences: for how many equal calls it stands.
    package func append(
        _ call: AuditCall, outcome: String = AuditEvent.success, trail: AuditTrail = AuditTrail(),
        occurrences: Int64 = 1
    ) throws {
        let last = try last()
        var event = AuditEvent(
            account: scope.account, sequence: (last?.sequence ?? 0) + 1, at: scope.now, call: call, outcome: outcome,
            occurrences: occurrences, storedChanges: AuditChange.stored(trail.changes), omitted: trail.omitted,
            hash: [])
        event.hash = event.hash(after: last?.hash ?? AuditEvent.start)
        try scope.transaction.execute(
            """
            INSERT INTO audit_events (\(AuditEvent.columns))
            VALUES (\(event.account), \(event.sequence), \(event.at), \(call.user?.rawValue ?? ""),
                    \(call.credential), \(call.face), \(call.operation), \(call.requestID), \(call.remoteAddress),
                    \(call.request), \(outcome), \(occurrences), \(event.storedChanges), \(event.omitted), \(event.hash))
            """)
    }

    /// The events that match, page after page.
    ///
    /// - Parameters:
    ///   - position: the sequence number that the page begins behind; `nil` for the beginning.
    ///   - limit: how many events at most.
    /// - Returns: the events, and the position of the next page, unless there is nothing more.
    package func list(
        _ filter: AuditFilter, after position: Int64?, limit: Int64
    ) throws -> (events: [AuditEvent], next: Int64?) {
        guard let last = try last()?.sequence else { return ([], nil) }
        let (reach, from) = (Self.reach, position ?? (filter.newestFirst ? last + 1 : 0))
        let range: SQLStatement =
            filter.newestFirst
            ? "sequence < \(from) AND sequence >= \(from - reach)"
            : "sequence > \(from) AND sequence <= \(from + reach)"
        let order: SQLStatement = filter.newestFirst ? "DESC" : "ASC"
        let events = try scope.transaction.rows(
            """
            SELECT \(AuditEvent.columns) FROM audit_events
            WHERE account_id = \(scope.account) AND \(range)\(condition(filter))
            ORDER BY sequence \(order) LIMIT \(limit)
            """, AuditEvent.init)
        if Int64(events.count) == limit { return (events, events.last?.sequence) }
        let end = filter.newestFirst ? from - reach : from + reach
        return (events, filter.newestFirst ? (end > 1 ? end : nil) : (end < last ? end : nil))
    }

    private func condition(_ filter: AuditFilter) -> SQLStatement {
        var condition: SQLStatement = ""
        if let from = filter.from { condition += " AND at >= \(from)" }
        if let to = filter.to { condition += " AND at < \(to)" }
        if let user = filter.user { condition += " AND user_id = \(user)" }
        if let operation = filter.operation { condition += " AND operation = \(operation)" }
        if let outcome = filter.outcome { condition += " AND outcome = \(outcome)" }
        if let id = filter.requestID { condition += " AND request_id = \(id)" }
        if let object = filter.object {
            condition += " AND \(scope.transaction.dialect.contains("changes", AuditChange.key(of: object)))"
        }
        return condition
    }

    private func last() throws -> (sequence: Int64, hash: [UInt8])? {
        try scope.transaction.first(
            """
            SELECT sequence, hash FROM audit_events WHERE account_id = \(scope.account)
            ORDER BY sequence DESC LIMIT 1
            """
        ) { ($0.integer(0), $0.bytes(1)) }
    }
}

/// Which events are listed: those that match everything that is set.
package struct AuditFilter: Sendable, Equatable {
    package var from: Timestamp?
    /// The end, which is not part of it.
    package var to: Timestamp?
    package var user: UserID?
    package var operation: String?
    package var outcome: String?
    package var object: AuditObject?
    package var requestID: String?
    package var newestFirst: Bool

    package init(
        from: Timestamp? = nil, to: Timestamp? = nil, user: UserID? = nil, operation: String? = nil,
        outcome: String? = nil, object: AuditObject? = nil, requestID: String? = nil, newestFirst: Bool = true
    ) {
        self.from = from
        self.to = to
        self.user = user
        self.operation = operation
        self.outcome = outcome
        self.object = object
        self.requestID = requestID
        self.newestFirst = newestFirst
    }
}
