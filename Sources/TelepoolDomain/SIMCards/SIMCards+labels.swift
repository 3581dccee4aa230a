import TelepoolSQL

/// What an account has written on its cards: tags and the values of custom attributes.
package struct SIMCardLabels: Sendable, Equatable {
    /// The names of the tags, in the order in which the tags were created.
    package var tags: [String] = []
    /// By the places of the attributes, 1 … 6.
    package var attributes: [Int64: String] = [:]

    package init(tags: [String] = [], attributes: [Int64: String] = [:]) {
        self.tags = tags
        self.attributes = attributes
    }
}

extension SIMCards {
    /// The labels of cards; nothing for a card without.
    package func labels(of cards: [SIMCardID]) throws -> [SIMCardID: SIMCardLabels] {
        var labels = try scope.simTags.names(of: cards).mapValues { SIMCardLabels(tags: $0) }
        for (card, values) in try scope.simAttributes.values(of: cards) {
            labels[card, default: SIMCardLabels()].attributes = values
        }
        return labels
    }

    /// What a filter says of labels, as SQL that follows other conditions on the card `s`.
    func labelCondition(_ filter: SIMCardFilter) -> SQLStatement {
        var condition: SQLStatement = ""
        if let tags = filter.tags {
            condition += """
                 AND s.id IN (SELECT g.sim_card_id FROM sim_card_tags g
                 WHERE g.account_id = \(scope.account) AND g.tag_id IN (\(Array(tags))))
                """
        }
        for (slot, value) in filter.attributes.sorted(by: { $0.key < $1.key }) {
            condition += """
                 AND s.id IN (SELECT a.sim_card_id FROM sim_card_attributes a
                 WHERE a.account_id = \(scope.account) AND a.slot = \(slot) AND a.value = \(value))
                """
        }
        return condition
    }
}
