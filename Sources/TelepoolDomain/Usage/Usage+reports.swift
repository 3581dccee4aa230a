import TelepoolSQL
package import TelepoolTime

/// What cards have used, as it is reported.
extension Usage {
    /// The use of cards in billing cycles of their carriers; a card that has used nothing in a cycle has none.
    package func used(
        by cards: [SIMCardID], in cycles: Set<BillingCycle>
    ) throws -> [SIMCardID: [BillingCycle: DataAmount]] {
        guard !cards.isEmpty, !cycles.isEmpty else { return [:] }
        var used: [SIMCardID: [BillingCycle: DataAmount]] = [:]
        try scope.transaction.forEachRow(
            """
            SELECT sim_card_id, cycle, used_bytes FROM sim_card_cycles
            WHERE account_id = \(scope.account) AND sim_card_id IN (\(cards)) AND cycle IN (\(Array(cycles)))
            """
        ) { row in
            used[SIMCardID(row.integer(0)), default: [:]][BillingCycle(index: row.integer(1))] =
                DataAmount(bytes: row.integer(2))
            return true
        }
        return used
    }

    /// The use of cards on days in Beijing; a card that has used nothing on a day has none.
    package func used(by cards: [SIMCardID], from first: CivilDate, through last: CivilDate) throws
        -> [CivilDate: [SIMCardID: DataAmount]]
    {
        guard !cards.isEmpty else { return [:] }
        var used: [CivilDate: [SIMCardID: DataAmount]] = [:]
        try scope.transaction.forEachRow(
            """
            SELECT day, sim_card_id, up_bytes + down_bytes FROM sim_card_days
            WHERE account_id = \(scope.account) AND sim_card_id IN (\(cards))
             AND day BETWEEN \(first.daysSinceEpoch) AND \(last.daysSinceEpoch)
            """
        ) { row in
            used[CivilDate(daysSinceEpoch: row.integer(0)), default: [:]][SIMCardID(row.integer(1))] =
                DataAmount(bytes: row.integer(2))
            return true
        }
        return used
    }
}
