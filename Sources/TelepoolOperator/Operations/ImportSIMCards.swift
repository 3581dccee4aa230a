import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Takes SIM cards of an order in, and creates the order with its first cards.
package struct ImportSIMCards: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/orders/{order_id}/sim-cards")
    package static let access = Access.write(.manager)
    package static let description = OperationDescription(
        "Takes SIM cards of an order in, and creates the order with its first cards.",
        details: "A card that is held with the same contents counts as a duplicate.", parameters: parameters,
        body: body, errors: [.unknownPricePlan, .orderOfOtherPlan, .simPoolDiscarded, .quotaExceeded])
    /// The greatest number of an order: what every JSON reader keeps exactly.
    package static let orderIDs: ClosedRange<Int64> = 1...9_007_199_254_740_991

    private static let parameters = Parameters(
        Input<OrderID>("order_id", .id(orderIDs), "The number that the operator gives the order."),
        Input("plan_id", .pricePlanID, "The price plan of the order."))
    private static let body = CSVBody(
        Input("iccid", .iccid), Input(optional: "msisdn", .digits(5...20)), Input(optional: "imsi", .digits(14...15)),
        Input("status", .simCardStatus), Input(optional: "activated_at", .time),
        Input(optional: "disassembled_at", .time))

    private var order: OrderID
    private var plan: PricePlanID
    private var cards: CSVImport<SIMCard>

    package init(_ request: RESTRequest) throws(OperatorError) {
        (order, plan) = try Self.parameters.read(request)
        cards = try Self.body.read(request) {
            (iccid, msisdn, imsi, status, activatedAt, disassembledAt) throws(InputProblem) in
            try Self.checked(
                SIMCard(
                    iccid: iccid, msisdn: msisdn, imsi: imsi, status: status, activatedAt: activatedAt,
                    disassembledAt: disassembledAt))
        }
    }

    package func perform(in scope: TenantScope) throws -> ImportSummary {
        cards.summary(try scope.simCards.add(cards.rows.map(\.value), to: order, plan: plan))
    }

    private static func checked(_ card: SIMCard) throws(InputProblem) -> SIMCard {
        if card.status.membership == .inactive, card.activatedAt != nil {
            throw InputProblem(reason: "activated_at is set for a card that is not activated")
        }
        if card.status != .disassembled, card.disassembledAt != nil {
            throw InputProblem(reason: "disassembled_at is set for a card that is not disassembled")
        }
        if let activated = card.activatedAt, let disassembled = card.disassembledAt, disassembled < activated {
            throw InputProblem(reason: "disassembled_at is before activated_at")
        }
        return card
    }
}

extension Kind<String> {
    /// What is printed on a card.
    static let iccid = digits(19...20)
}

extension Kind<SIMCardStatus> {
    /// A state by its name or its code.
    static let simCardStatus: Kind = {
        let known = SIMCardStatus.allCases
        let names = known.map { "\($0.name) (\($0.rawValue))" }
        return Kind(
            .choice(known.flatMap { [$0.name, String($0.rawValue)] }), "one of \(names.joined(separator: ", "))"
        ) { text in known.first { $0.name == text || String($0.rawValue) == text } }
    }()
}

extension SIMCardStatus {
    /// What this API calls the state.
    package var name: String {
        switch self {
        case .testable: "testable"
        case .inactive: "inactive"
        case .activatable: "activatable"
        case .suspended: "suspended"
        case .inUse: "in_use"
        case .disassembled: "disassembled"
        }
    }
}
