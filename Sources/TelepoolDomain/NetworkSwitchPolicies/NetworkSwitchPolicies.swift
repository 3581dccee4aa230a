import TelepoolSQL
import TelepoolTime

/// The network switch policies of an account.
package struct NetworkSwitchPolicies {
    /// How many policies an account may have (GSL.00015035).
    package static let limit: Int64 = 50

    let scope: TenantScope

    /// The policies that match, in the order in which they were created.
    ///
    /// - Parameters:
    ///   - namePart: part of the name, letter by letter.
    ///   - version: 1 for those with the SDK, 2 for those without.
    package func list(
        namePart: String?, version: Int64?, offset: Int64, limit: Int64
    ) throws -> Page<NetworkSwitchPolicy> {
        var condition: SQLStatement = "account_id = \(scope.account)"
        if let namePart { condition += " AND \(scope.transaction.dialect.contains("name", namePart))" }
        if let version { condition += " AND version = \(version)" }
        let policies = try scope.transaction.rows(
            """
            SELECT id, name, version, preferred_carrier, least_preferred_carrier, optimal_signal, auto_switch,
                   weak_signal_switch, connect_ip, switch_order, blacklist, is_used, created_at, modified_at
            FROM network_switch_policies WHERE \(condition) ORDER BY id LIMIT \(limit) OFFSET \(offset)
            """, Self.policy)
        return Page(elements: policies, total: try count(condition))
    }

    /// Creates a policy that no card has.
    ///
    /// - Throws: ``NetworkPolicyError``.
    package func create(name: String, _ rules: NetworkSwitchRules) throws -> NetworkSwitchPolicyID {
        if case .withSDK(let rules) = rules {
            guard rules.preferred != rules.leastPreferred else { throw DomainError.networkPolicy(.sameCarriers) }
            guard rules.switchesOnWeakSignal || rules.pingTarget != nil else {
                throw DomainError.networkPolicy(.noOccasion)
            }
        }
        guard try count("account_id = \(scope.account) AND name = \(name)") == 0 else {
            throw DomainError.networkPolicy(.exists(name))
        }
        guard try count("account_id = \(scope.account)") < Self.limit else {
            throw DomainError.networkPolicy(.quotaExceeded(limit: Self.limit))
        }
        let id = NetworkSwitchPolicyID(scope.environment.identifiers.number())
        let columns = Self.columns(rules)
        try scope.transaction.execute(
            """
            INSERT INTO network_switch_policies
            (account_id, id, name, version, preferred_carrier, least_preferred_carrier, optimal_signal, auto_switch,
             weak_signal_switch, connect_ip, switch_order, blacklist, is_used, created_at, modified_at)
            VALUES (\(scope.account), \(id), \(name), \(rules.version), \(columns), 0, \(scope.now), \(scope.now))
            """)
        scope.trail.created(
            .init(.networkSwitchPolicy, id), ["name": .text(name), "version": .plain(rules.version)])
        return id
    }

    /// Notes that a policy is set on a card.
    ///
    /// - Throws: ``NetworkPolicyError/unknown(_:)``.
    package func use(_ id: NetworkSwitchPolicyID) throws {
        let changed = try scope.transaction.changes(
            by:
                "UPDATE network_switch_policies SET is_used = 1 WHERE account_id = \(scope.account) AND id = \(id)")
        guard changed == 1 else { throw DomainError.networkPolicy(.unknown(id)) }
    }

    /// Counts rows that are few: an account has at most ``limit`` of them.
    private func count(_ condition: SQLStatement) throws -> Int64 {
        try scope.transaction.first("SELECT count(*) FROM network_switch_policies WHERE \(condition)") {
            $0.integer(0)
        } ?? 0
    }
}

// MARK: - Rows

extension NetworkSwitchPolicies {
    /// Stands for the carrier that was used last.
    private static let lastUsed: Int64 = 4

    /// The values of the columns from `preferred_carrier` to `blacklist`.
    private static func columns(_ rules: NetworkSwitchRules) -> SQLStatement {
        switch rules {
        case .withSDK(let rules):
            """
            \(rules.preferred?.rawValue ?? lastUsed), \(rules.leastPreferred.rawValue),
            \(rules.takesOptimalSignal ? 1 : 0), \(rules.switchesAutomatically ? 1 : 0),
            \(rules.switchesOnWeakSignal ? 1 : 0), \(rules.pingTarget), NULL, 0
            """
        case .withoutSDK(let order, let blacklisted):
            """
            NULL, NULL, 0, 0, 0, NULL, \(order.map { String($0.rawValue) }.joined(separator: ",")),
            \(blacklisted?.rawValue ?? 0)
            """
        }
    }

    private static func policy(_ row: any SQLRow) -> NetworkSwitchPolicy {
        let rules: NetworkSwitchRules =
            row.integer(2) == 1
            ? .withSDK(
                SDKNetworkSwitchRules(
                    preferred: Carrier(rawValue: row.integer(3)), leastPreferred: Carrier(stored: row.integer(4)),
                    takesOptimalSignal: row.integer(5) == 1, switchesAutomatically: row.integer(6) == 1,
                    switchesOnWeakSignal: row.integer(7) == 1, pingTarget: row.optionalText(8)))
            : .withoutSDK(
                order: row.text(9).split(separator: ",").compactMap { Int64($0) }.map(Carrier.init(stored:)),
                blacklisted: Carrier(rawValue: row.integer(10)))
        return NetworkSwitchPolicy(
            id: NetworkSwitchPolicyID(row.integer(0)), name: row.text(1), rules: rules, isUsed: row.integer(11) == 1,
            createdAt: Timestamp(milliseconds: row.integer(12)), modifiedAt: Timestamp(milliseconds: row.integer(13)))
    }
}
