import TelepoolSQL

/// A tenant: everything in the inventory belongs to exactly one.
package struct Account: Sendable, Equatable {
    package var id: AccountID
    /// The account's id in Huawei Cloud's form, 32 hexadecimal digits.
    package var domainID: String
    package var name: String
    /// Whether work orders wait for somebody to approve them.
    package var reviewsWorkOrders = false
    /// Whether its users may call.
    package var isEnabled = true
    package var quota = Quota()
}

/// The server's accounts.
package struct Accounts {
    /// The only region in which the vendor offers SIM pools (`reference/huawei-gsl.md`, 1.1).
    package static let region = "cn-north-4"

    let scope: SystemScope

    /// Creates an account with its project.
    ///
    /// - Throws: ``AccessError/accountExists(_:)``.
    package func create(name: String) throws -> Account {
        let identifiers = scope.environment.identifiers
        let account = Account(
            id: AccountID(identifiers.number()), domainID: identifiers.hexadecimal(), name: name)
        let inserted = try scope.transaction.changes(
            by:
                """
                INSERT INTO accounts (id, domain_id, name, created_at)
                VALUES (\(account.id), \(account.domainID), \(account.name), \(scope.now)) ON CONFLICT DO NOTHING
                """)
        guard inserted == 1 else { throw DomainError.access(.accountExists(name)) }
        try scope.tenant(account.id).projects.create(name: Self.region)
        scope.trail.created(.init(.account, account.domainID), ["name": .text(name)])
        return account
    }

    /// - Throws: ``AccessError/accountExists(_:)``.
    package func rename(_ id: AccountID, to name: String) throws {
        guard try find(name: name) == nil else { throw DomainError.access(.accountExists(name)) }
        let account = try find(id: id)
        let (domainID, former) = (account?.domainID ?? "", account?.name ?? "")
        try scope.transaction.execute("UPDATE accounts SET name = \(name) WHERE id = \(id)")
        scope.trail.changed(.init(.account, domainID), from: ["name": .text(former)], to: ["name": .text(name)])
    }

    /// Changes what an account may have, and whether its users may call. What is `nil` stays as it is.
    ///
    /// - Throws: ``AccessError/isRoot``.
    package func update(_ id: AccountID, isEnabled: Bool?, quota: Quota?) throws {
        guard let account = try find(id: id) else { return }
        if let isEnabled {
            let root = try scope.settings[Settings.rootUser].flatMap {
                try find(userID: UserID(String(decoding: $0, as: UTF8.self)))
            }
            guard isEnabled || root?.id != id else { throw DomainError.access(.isRoot) }
            try scope.transaction.execute(
                "UPDATE accounts SET is_enabled = \(isEnabled ? Int64(1) : 0) WHERE id = \(id)")
            scope.trail.changed(
                .init(.account, account.domainID), from: ["enabled": .plain(account.isEnabled)],
                to: ["enabled": .plain(isEnabled)])
        }
        guard let quota else { return }
        try scope.transaction.execute(
            """
            UPDATE accounts SET max_number_pools = \(quota.numberPools), max_numbers = \(quota.numbers),
                max_sim_pools = \(quota.simPools), max_sim_cards = \(quota.simCards),
                max_requests_per_second = \(quota.requestsPerSecond), max_records_per_second = \(quota.recordsPerSecond)
            WHERE id = \(id)
            """)
        scope.trail.changed(
            .init(.account, account.domainID), from: ["quota": .plain("\(account.quota)")],
            to: ["quota": .plain("\(quota)")])
    }

    /// Sets whether the work orders of an account wait for somebody to approve them; those that wait go on waiting.
    package func setReviewsWorkOrders(_ isReviewing: Bool, of id: AccountID) throws {
        try scope.transaction.execute(
            "UPDATE accounts SET reviews_work_orders = \(isReviewing ? Int64(1) : 0) WHERE id = \(id)")
        let domainID = try find(id: id)?.domainID ?? ""
        scope.trail.changed(.init(.account, domainID), from: [:], to: ["reviews_work_orders": .plain(isReviewing)])
    }

    package func find(name: String) throws -> Account? {
        try first("name = \(name)")
    }

    package func find(domainID: String) throws -> Account? {
        try first("domain_id = \(domainID)")
    }

    package func find(id: AccountID) throws -> Account? {
        try first("id = \(id)")
    }

    /// The account that a user belongs to.
    package func find(userID: UserID) throws -> Account? {
        try first("id = (SELECT account_id FROM users WHERE id = \(userID))")
    }

    /// Accounts in the order of their names.
    package func list(after name: String, limit: Int64) throws -> [Account] {
        try select("name > \(name) ORDER BY name LIMIT \(limit)")
    }

    private func first(_ condition: SQLStatement) throws -> Account? {
        try select(condition).first
    }

    private func select(_ condition: SQLStatement) throws -> [Account] {
        try scope.transaction.rows(
            """
            SELECT id, domain_id, name, reviews_work_orders, is_enabled, max_number_pools, max_numbers, max_sim_pools,
                max_sim_cards, max_requests_per_second, max_records_per_second
            FROM accounts WHERE \(condition)
            """
        ) {
            Account(
                id: AccountID($0.integer(0)), domainID: $0.text(1), name: $0.text(2),
                reviewsWorkOrders: $0.integer(3) == 1, isEnabled: $0.integer(4) == 1,
                quota: Quota(
                    numberPools: $0.optionalInteger(5), numbers: $0.optionalInteger(6),
                    simPools: $0.optionalInteger(7), simCards: $0.optionalInteger(8),
                    requestsPerSecond: $0.optionalInteger(9), recordsPerSecond: $0.optionalInteger(10)))
        }
    }
}
