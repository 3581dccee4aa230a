import TelepoolSQL

extension SIMTags {
    /// Gives cards these tags and no others, all of the cards or none.
    ///
    /// - Parameter tags: none to take all tags off.
    /// - Throws: ``SIMLabelError/unknownCardsOrTags(_:)``.
    package func set(_ tags: [SIMTagID], on cards: [SIMCardReference]) throws {
        var unknown: [String] = []
        var found: [SIMCardID] = []
        for card in cards {
            if let id = try scope.simCards.id(of: card) { found.append(id) } else { unknown.append(card.description) }
        }
        for tag in tags where try !exists(tag) { unknown.append(tag.description) }
        guard unknown.isEmpty else { throw DomainError.simLabel(.unknownCardsOrTags(unknown)) }

        let wanted = Set(tags)
        var added: [SIMTagID: Int64] = [:]
        for card in found {
            let present = try self.tags(of: card)
            for tag in present.subtracting(wanted) {
                try scope.transaction.execute(
                    """
                    DELETE FROM sim_card_tags
                    WHERE account_id = \(scope.account) AND tag_id = \(tag) AND sim_card_id = \(card)
                    """)
                added[tag, default: 0] -= 1
            }
            for tag in wanted.subtracting(present) {
                try scope.transaction.execute(
                    """
                    INSERT INTO sim_card_tags (account_id, tag_id, sim_card_id)
                    VALUES (\(scope.account), \(tag), \(card))
                    """)
                added[tag, default: 0] += 1
            }
            if present != wanted {
                scope.trail.changed(
                    .init(.simCard, card), from: ["tags": .plain(Self.list(present))],
                    to: ["tags": .plain(Self.list(wanted))])
            }
        }
        for (tag, cards) in added where cards != 0 {
            try scope.transaction.execute(
                "UPDATE sim_tags SET cards = cards + \(cards) WHERE account_id = \(scope.account) AND id = \(tag)")
        }
    }

    /// The names of the tags of each card, in the order in which the tags were created; nothing for a card without.
    package func names(of cards: [SIMCardID]) throws -> [SIMCardID: [String]] {
        guard !cards.isEmpty else { return [:] }
        var names: [SIMCardID: [String]] = [:]
        try scope.transaction.forEachRow(
            """
            SELECT c.sim_card_id, t.name FROM sim_card_tags c
            JOIN sim_tags t ON t.account_id = c.account_id AND t.id = c.tag_id
            WHERE c.account_id = \(scope.account) AND c.sim_card_id IN (\(cards))
            ORDER BY c.sim_card_id, c.tag_id
            """
        ) { row in
            names[SIMCardID(row.integer(0)), default: []].append(row.text(1))
            return true
        }
        return names
    }

    private static func list(_ tags: Set<SIMTagID>) -> String {
        tags.map(\.rawValue).sorted().map(String.init).joined(separator: ",")
    }

    private func tags(of card: SIMCardID) throws -> Set<SIMTagID> {
        Set(
            try scope.transaction.rows(
                """
                SELECT tag_id FROM sim_card_tags WHERE account_id = \(scope.account) AND sim_card_id = \(card)
                """
            ) { SIMTagID($0.integer(0)) })
    }
}
