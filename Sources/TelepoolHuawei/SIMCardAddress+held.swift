import TelepoolDomain
import TelepoolREST

extension SIMCardAddress {
    /// Reads `sim_card_id` and, with 0, `iccid` in the query; `nil` where there is no id.
    ///
    /// - Throws: ``HuaweiError/invalidParameter``.
    static func inQuery(_ request: RESTRequest) throws(HuaweiError) -> SIMCardReference? {
        let iccid = try request.text("iccid", limit: iccidLength.upperBound)
        guard iccidLength.contains(iccid?.unicodeScalars.count ?? iccidLength.lowerBound) else {
            throw .invalidParameter
        }
        guard let id = try HuaweiQuery(request).integer("sim_card_id", in: 0...Int64.max) else { return nil }
        guard id == 0 else { return .id(SIMCardID(id)) }
        guard let iccid else { throw .invalidParameter }
        return .iccid(iccid)
    }

    /// Reads `{sim_card_id}` in the path; with 0, `cid` in the body, as the operations of three-network cards want it
    /// (`reference/huawei-gsl.md`, 4.18 and 4.19).
    ///
    /// - Throws: ``HuaweiError/invalidParameter``.
    static func byContainer(_ request: RESTRequest, _ body: HuaweiBody) throws(HuaweiError) -> SIMCardReference {
        let id = try request.identifier("sim_card_id")
        let cid = try body.text("cid", length: 0...256)
        guard id == 0 else { return .id(SIMCardID(id)) }
        guard let cid, !cid.isEmpty else { throw .invalidParameter }
        return .iccid(cid)
    }
}

extension SIMCards {
    /// The card that a call names.
    ///
    /// - Throws: ``SIMCardError/unknown`` where the account has no such card.
    func named(_ reference: SIMCardReference) throws -> HeldSIMCard {
        let card =
            switch reference {
            case .id(let id): try find(id)
            case .iccid(let iccid): try find(iccid: iccid)
            }
        guard let card else { throw DomainError.simCard(.unknown) }
        return card
    }
}
