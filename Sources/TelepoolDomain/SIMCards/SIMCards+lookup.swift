import TelepoolSQL

/// How a call names a SIM card (`reference/huawei-gsl.md`, 4.0).
package enum SIMCardReference: Sendable, Hashable {
    case id(SIMCardID)
    /// 19 or 20 characters.
    case iccid(String)
}

extension SIMCardReference: CustomStringConvertible {
    package var description: String {
        switch self {
        case .id(let id): id.description
        case .iccid(let iccid): iccid
        }
    }
}

extension SIMCards {
    /// The id of the card that is named; `nil` where the account has no such card.
    package func id(of card: SIMCardReference) throws -> SIMCardID? {
        let condition: SQLStatement =
            switch card {
            case .id(let id): "id = \(id)"
            case .iccid(let iccid): "iccid = \(iccid)"
            }
        return try scope.transaction.first(
            "SELECT id FROM sim_cards WHERE account_id = \(scope.account) AND \(condition)"
        ) { SIMCardID($0.integer(0)) }
    }
}
