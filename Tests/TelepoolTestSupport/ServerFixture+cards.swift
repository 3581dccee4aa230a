package import TelepoolDomain

extension ServerFixture {
    /// Loads an order of a carrier's plan with cards, for the first account unless another is given.
    ///
    /// - Returns: the ids of the cards, in their order.
    package func load(
        order: Int64, carrier: Carrier = .mobile, _ cards: [SIMCard], as account: Account? = nil
    ) async throws -> [Int64] {
        try await domain.write(as: account) { scope in
            let plan = PricePlan(
                id: PricePlanID("\(carrier)"), name: "\(carrier)", carrier: carrier,
                monthlyData: DataAmount(megabytes: 30), months: 12)
            try scope.pricePlans.create(plan)
            let outcomes = try scope.simCards.add(cards, to: OrderID(order), plan: plan.id)
            precondition(outcomes.allSatisfy { $0 == .accepted }, "the cards are new")
            return try cards.compactMap { try scope.simCards.id(of: .iccid($0.iccid))?.rawValue }
        }
    }

    /// Loads cards in use that have no number.
    package func load(cards iccids: [String], as account: Account? = nil) async throws -> [Int64] {
        try await load(order: 1, iccids.map { SIMCard(iccid: $0, status: .inUse) }, as: account)
    }
}
