import HTTPTypes
package import TelepoolDomain
package import TelepoolREST
import TelepoolTime
import TelepoolURL

/// Takes SIM cards of an order in, and creates the order with its first cards.
///
/// Columns: `iccid,msisdn,imsi,status,activated_at,disassembled_at`. The status is a code or a name of
/// ``SIMCardStatus``; times are RFC 3339.
package struct ImportSIMCards: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/orders/{order_id}/sim-cards")
    package static let access = Access.write(.manager)
    /// The greatest number of an order: what every JSON reader keeps exactly.
    package static let orderIDs: ClosedRange<Int64> = 1...9_007_199_254_740_991

    private var order: OrderID
    private var plan: PricePlanID
    private var cards: CSVImport<SIMCard>

    package init(_ request: RESTRequest) throws(OperatorError) {
        let text = request.pathParameters["order_id"] ?? ""
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let id = Int64(text),
            Self.orderIDs.contains(id)
        else {
            throw .invalidParameter(
                "The number of an order has to be from \(Self.orderIDs.lowerBound) to \(Self.orderIDs.upperBound).")
        }
        order = OrderID(id)
        guard let plan = request.query["plan_id"], !plan.isEmpty else {
            throw .invalidParameter("plan_id is missing.")
        }
        self.plan = PricePlanID(plan)
        cards = try CSVImport(
            request, columns: ["iccid", "msisdn", "imsi", "status", "activated_at", "disassembled_at"],
            anyOf: [["iccid", "status"]], read: Self.card)
    }

    package func perform(in scope: TenantScope) throws -> ImportSummary {
        cards.summary(try scope.simCards.add(cards.rows.map(\.value), to: order, plan: plan))
    }

    private static func card(_ record: CSVRecord) throws(CSVRecord.Problem) -> SIMCard {
        let card = SIMCard(
            iccid: try record.required("iccid", record.digits("iccid", count: 19...20)),
            msisdn: try record.digits("msisdn", count: 5...20), imsi: try record.digits("imsi", count: 14...15),
            status: try status(record.required("status", record["status"])),
            activatedAt: try record.time("activated_at"), disassembledAt: try record.time("disassembled_at"))
        if card.status.membership == .inactive, card.activatedAt != nil {
            throw CSVRecord.Problem(reason: "activated_at is set for a card that is not activated")
        }
        if card.status != .disassembled, card.disassembledAt != nil {
            throw CSVRecord.Problem(reason: "disassembled_at is set for a card that is not disassembled")
        }
        if let activated = card.activatedAt, let disassembled = card.disassembledAt, disassembled < activated {
            throw CSVRecord.Problem(reason: "disassembled_at is before activated_at")
        }
        return card
    }

    private static func status(_ text: String) throws(CSVRecord.Problem) -> SIMCardStatus {
        let found = SIMCardStatus.allCases.first { $0.name == text || String($0.rawValue) == text }
        guard let found else {
            let known = SIMCardStatus.allCases.map { "\($0.name) (\($0.rawValue))" }.joined(separator: ", ")
            throw CSVRecord.Problem(reason: "status has to be one of \(known)")
        }
        return found
    }
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

extension CSVRecord {
    /// An instant, or `nil` where the field is empty.
    func time(_ column: String) throws(Problem) -> Timestamp? {
        guard let text = self[column] else { return nil }
        guard let time = Timestamp(rfc3339: text) else {
            throw Problem(reason: "\(column) has to be a time such as 2022-09-22T18:57:15Z")
        }
        return time
    }
}
