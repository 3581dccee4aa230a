import TelepoolSQL

/// A tenant: everything in the inventory belongs to exactly one.
package struct Account: Sendable, Equatable {
    package var id: AccountID
    /// The account's id in Huawei Cloud's form, 32 hexadecimal digits.
    package var domainID: String
    package var name: String
    /// Whether work orders wait for somebody to approve them.
    package var reviewsWorkOrders = false
}

/// The server's accounts.
package struct Accounts {
    /// The only region in which the vendor offers SIM pools (`reference/huawei-gsl.md`, 1.1).
    package static let region = "cn-north-4"

    let scope: SystemScope

    /// Creates an account with its project.
    ///
    /// - Throws: ``DomainError/accountExists(_:)``.
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
        guard inserted == 1 else { throw DomainError.accountExists(name) }
        try scope.tenant(account.id).projects.create(name: Self.region)
        scope.trail.created(.init(.account, account.domainID), ["name": .text(name)])
        return account
    }

    /// - Throws: ``DomainError/accountExists(_:)``.
    package func rename(_ id: AccountID, to name: String) throws {
        guard try find(name: name) == nil else { throw DomainError.accountExists(name) }
        let account = try find(id: id)
        let (domainID, former) = (account?.domainID ?? "", account?.name ?? "")
        try scope.transaction.execute("UPDATE accounts SET name = \(name) WHERE id = \(id)")
        scope.trail.changed(.init(.account, domainID), from: ["name": .text(former)], to: ["name": .text(name)])
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

    private func first(_ condition: SQLStatement) throws -> Account? {
        try scope.transaction.first(
            "SELECT id, domain_id, name, reviews_work_orders FROM accounts WHERE \(condition)"
        ) {
            Account(
                id: AccountID($0.integer(0)), domainID: $0.text(1), name: $0.text(2),
                reviewsWorkOrders: $0.integer(3) == 1)
        }
    }
}
