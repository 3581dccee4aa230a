import TelepoolSQL

/// Values of the custom attributes of one card.
package struct SIMAttributeValues: Sendable, Equatable {
    package var card: SIMCardReference
    /// By places, 1 … 6; an empty text takes the value away, a place that is left out keeps its value.
    package var values: [Int64: String]

    package init(card: SIMCardReference, values: [Int64: String]) {
        self.card = card
        self.values = values
    }
}

extension SIMAttributes {
    /// Sets values of cards, all of them or none; where a card is named more than once, the last value counts.
    ///
    /// - Throws: ``SIMLabelError/attributesNotSet(_:)`` with every value that could not be set.
    package func set(_ changes: [SIMAttributeValues]) throws {
        let enabled = Set(
            try scope.transaction.rows(
                "SELECT slot FROM sim_attributes WHERE account_id = \(scope.account) AND is_enabled = 1"
            ) { $0.integer(0) })
        var failures: [SIMAttributeFailure] = []
        var found: [(card: SIMCardID, values: [Int64: String])] = []
        for change in changes {
            guard let card = try scope.simCards.id(of: change.card) else {
                failures.append(SIMAttributeFailure(card: change.card, reason: .unknownCard))
                continue
            }
            // There is nothing to enable where a value is taken away.
            let disabled = change.values.filter { !$0.value.isEmpty && !enabled.contains($0.key) }.keys.sorted()
            failures += disabled.map { SIMAttributeFailure(card: .id(card), reason: .notEnabled(slot: $0)) }
            found.append((card, change.values))
        }
        guard failures.isEmpty else { throw DomainError.simLabel(.attributesNotSet(failures)) }
        for (card, values) in found {
            for (slot, value) in values { try set(value, slot, of: card) }
        }
    }

    /// The values of each card by their places, also those of attributes that are no longer enabled; nothing for a card
    /// without.
    package func values(of cards: [SIMCardID]) throws -> [SIMCardID: [Int64: String]] {
        guard !cards.isEmpty else { return [:] }
        var values: [SIMCardID: [Int64: String]] = [:]
        try scope.transaction.forEachRow(
            """
            SELECT sim_card_id, slot, value FROM sim_card_attributes
            WHERE account_id = \(scope.account) AND sim_card_id IN (\(cards))
            """
        ) { row in
            values[SIMCardID(row.integer(0)), default: [:]][row.integer(1)] = row.text(2)
            return true
        }
        return values
    }

    private func set(_ value: String, _ slot: Int64, of card: SIMCardID) throws {
        scope.trail.changed(
            .init(.simCard, card), from: [:],
            to: KeyValuePairs(dictionaryLiteral: ("attribute_\(slot)", .text(value))))
        if value.isEmpty {
            try scope.transaction.execute(
                """
                DELETE FROM sim_card_attributes
                WHERE account_id = \(scope.account) AND sim_card_id = \(card) AND slot = \(slot)
                """)
        } else {
            try scope.transaction.execute(
                """
                INSERT INTO sim_card_attributes (account_id, sim_card_id, slot, value)
                VALUES (\(scope.account), \(card), \(slot), \(value))
                ON CONFLICT (account_id, sim_card_id, slot) DO UPDATE SET value = excluded.value
                """)
        }
    }
}
