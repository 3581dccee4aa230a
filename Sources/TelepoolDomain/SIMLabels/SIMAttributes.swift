import TelepoolSQL
package import TelepoolTime

/// A custom attribute (自定义属性): a name for one of the six texts that a SIM card can carry.
package struct SIMAttribute: Sendable, Equatable {
    package var id: SIMAttributeID
    /// Which of the six texts, 1 … 6: the first attribute that was created has the first.
    package var slot: Int64
    package var name: String
    /// Whether values can be set.
    package var isEnabled: Bool
    package var createdAt: Timestamp
    /// When name or state last changed.
    package var modifiedAt: Timestamp
}

/// The custom attributes of an account (`reference/huawei-gsl.md`, 4.15). They cannot be deleted.
package struct SIMAttributes {
    /// The places that a card has for values.
    package static let slots: ClosedRange<Int64> = 1...6

    let scope: TenantScope

    /// The attributes that match, in the order in which they were created.
    ///
    /// - Parameters:
    ///   - namePart: part of the name, letter by letter.
    ///   - isEnabled: only those that are enabled, or only the others.
    package func list(
        namePart: String?, isEnabled: Bool?, offset: Int64, limit: Int64
    ) throws -> Page<SIMAttribute> {
        var condition: SQLStatement = "account_id = \(scope.account)"
        if let namePart { condition += " AND \(scope.transaction.dialect.contains("name", namePart))" }
        if let isEnabled { condition += " AND is_enabled = \(isEnabled ? 1 : 0)" }
        let matching = try select(condition)
        return Page(
            elements: Array(matching.dropFirst(Int(offset)).prefix(Int(limit))), total: Int64(matching.count))
    }

    /// Creates an attribute in the first place that is free; it has to be enabled before values can be set.
    ///
    /// - Throws: ``SIMLabelError/attributeExists(_:)``, ``SIMLabelError/attributeQuotaExceeded(limit:)``.
    package func create(name: String) throws -> SIMAttributeID {
        let present = try select("account_id = \(scope.account)")
        guard !present.contains(where: { $0.name == name }) else {
            throw DomainError.simLabel(.attributeExists(name))
        }
        let slot = Int64(present.count) + 1
        guard Self.slots.contains(slot) else {
            throw DomainError.simLabel(.attributeQuotaExceeded(limit: Self.slots.upperBound))
        }
        let id = SIMAttributeID(scope.environment.identifiers.number())
        try scope.transaction.execute(
            """
            INSERT INTO sim_attributes (account_id, id, slot, name, is_enabled, created_at, modified_at)
            VALUES (\(scope.account), \(id), \(slot), \(name), 0, \(scope.now), \(scope.now))
            """)
        scope.trail.created(.init(.simAttribute, id), ["name": .text(name), "slot": .plain(slot)])
        return id
    }

    /// Gives an attribute another name.
    ///
    /// - Throws: ``SIMLabelError/unknownAttribute(_:)``, ``SIMLabelError/attributeExists(_:)``.
    package func rename(_ id: SIMAttributeID, to name: String) throws {
        let attribute = try find(id)
        guard attribute.name != name else { return }
        guard try select("account_id = \(scope.account) AND name = \(name)").isEmpty else {
            throw DomainError.simLabel(.attributeExists(name))
        }
        try scope.transaction.execute(
            """
            UPDATE sim_attributes SET name = \(name), modified_at = \(scope.now)
            WHERE account_id = \(scope.account) AND id = \(id)
            """)
        scope.trail.changed(
            .init(.simAttribute, id), from: ["name": .text(attribute.name)], to: ["name": .text(name)])
    }

    /// Lets values be set, or no longer; those that cards have stay.
    ///
    /// - Throws: ``SIMLabelError/unknownAttribute(_:)``.
    package func setEnabled(_ isEnabled: Bool, _ id: SIMAttributeID) throws {
        guard try find(id).isEnabled != isEnabled else { return }
        try scope.transaction.execute(
            """
            UPDATE sim_attributes SET is_enabled = \(isEnabled ? 1 : 0), modified_at = \(scope.now)
            WHERE account_id = \(scope.account) AND id = \(id)
            """)
        scope.trail.changed(
            .init(.simAttribute, id), from: ["enabled": .plain(!isEnabled)], to: ["enabled": .plain(isEnabled)])
    }

    private func find(_ id: SIMAttributeID) throws -> SIMAttribute {
        guard let attribute = try select("account_id = \(scope.account) AND id = \(id)").first else {
            throw DomainError.simLabel(.unknownAttribute(id))
        }
        return attribute
    }

    private func select(_ condition: SQLStatement) throws -> [SIMAttribute] {
        try scope.transaction.rows(
            """
            SELECT id, slot, name, is_enabled, created_at, modified_at FROM sim_attributes
            WHERE \(condition) ORDER BY slot
            """
        ) {
            SIMAttribute(
                id: SIMAttributeID($0.integer(0)), slot: $0.integer(1), name: $0.text(2),
                isEnabled: $0.integer(3) == 1, createdAt: Timestamp(milliseconds: $0.integer(4)),
                modifiedAt: Timestamp(milliseconds: $0.integer(5)))
        }
    }
}
