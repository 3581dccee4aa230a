import TelepoolSQL

/// A tag (标签), by which an account marks its SIM cards.
package struct SIMTag: Sendable, Equatable {
    package var id: SIMTagID
    package var name: String
    /// Whether a card has it.
    package var isInUse: Bool
}

/// The tags of an account (`reference/huawei-gsl.md`, 4.14).
package struct SIMTags {
    /// How many tags an account may have.
    package static let limit: Int64 = 10_000

    let scope: TenantScope

    /// The tags that match, in the order in which they were created.
    ///
    /// - Parameters:
    ///   - namePart: part of the name, letter by letter.
    ///   - isInUse: only those that are in use, or only the others.
    package func list(namePart: String?, isInUse: Bool?, offset: Int64, limit: Int64) throws -> Page<SIMTag> {
        var condition: SQLStatement = "account_id = \(scope.account)"
        if let namePart { condition += " AND \(scope.transaction.dialect.contains("name", namePart))" }
        if let isInUse { condition += isInUse ? " AND cards > 0" : " AND cards = 0" }
        let tags = try scope.transaction.rows(
            """
            SELECT id, name, cards FROM sim_tags WHERE \(condition) ORDER BY id LIMIT \(limit) OFFSET \(offset)
            """
        ) { SIMTag(id: SIMTagID($0.integer(0)), name: $0.text(1), isInUse: $0.integer(2) > 0) }
        return Page(elements: tags, total: try count(condition))
    }

    /// Creates a tag that no card has.
    ///
    /// - Throws: ``SIMLabelError/tagExists(_:)``, ``SIMLabelError/tagQuotaExceeded(limit:)``.
    package func create(name: String) throws -> SIMTag {
        guard try count("account_id = \(scope.account) AND name = \(name)") == 0 else {
            throw DomainError.simLabel(.tagExists(name))
        }
        guard try count("account_id = \(scope.account)") < Self.limit else {
            throw DomainError.simLabel(.tagQuotaExceeded(limit: Self.limit))
        }
        let tag = SIMTag(id: SIMTagID(scope.environment.identifiers.number()), name: name, isInUse: false)
        try scope.transaction.execute(
            """
            INSERT INTO sim_tags (account_id, id, name, cards, created_at)
            VALUES (\(scope.account), \(tag.id), \(name), 0, \(scope.now))
            """)
        scope.trail.created(.init(.simTag, tag.id), ["name": .text(name)])
        return tag
    }

    /// Deletes a tag and takes it off all cards.
    ///
    /// - Throws: ``SIMLabelError/unknownTag(_:)``.
    package func delete(_ id: SIMTagID) throws {
        let former = try scope.transaction.first(
            "SELECT name, cards FROM sim_tags WHERE account_id = \(scope.account) AND id = \(id)"
        ) { (name: $0.text(0), cards: $0.integer(1)) }
        guard let former else { throw DomainError.simLabel(.unknownTag(id)) }
        try scope.transaction.execute(
            "DELETE FROM sim_card_tags WHERE account_id = \(scope.account) AND tag_id = \(id)")
        try scope.transaction.execute("DELETE FROM sim_tags WHERE account_id = \(scope.account) AND id = \(id)")
        scope.trail.deleted(.init(.simTag, id), ["name": .text(former.name), "cards": .plain(former.cards)])
    }

    func exists(_ id: SIMTagID) throws -> Bool {
        try count("account_id = \(scope.account) AND id = \(id)") == 1
    }

    /// Counts rows that are few: an account has at most ``limit`` of them.
    private func count(_ condition: SQLStatement) throws -> Int64 {
        try scope.transaction.first("SELECT count(*) FROM sim_tags WHERE \(condition)") { $0.integer(0) } ?? 0
    }
}
