package import TelepoolDomain
package import TelepoolREST
import TelepoolURL

/// The card that a request is about: by its id, or, where the id is 0, by an ICCID (`reference/huawei-gsl.md`, 4.0).
package struct SIMCardAddress: Sendable, Equatable {
    /// The length of an ICCID.
    static let iccidLength = 19...20

    package var reference: SIMCardReference

    /// Reads `{sim_card_id}` in the path; with 0, `iccid` in the query or, if there is none, in the body.
    ///
    /// - Throws: ``HuaweiError/invalidParameter``.
    package init(_ request: RESTRequest) throws(HuaweiError) {
        let id = try request.identifier("sim_card_id")
        let body = try HuaweiBody(request)
        var iccid = try body.text("iccid", length: Self.iccidLength)
        if let query = request.query["iccid"], !query.isEmpty {
            guard Self.iccidLength.contains(query.unicodeScalars.count) else { throw .invalidParameter }
            iccid = query
        }
        try self.init(id: id, iccid: iccid, in: body)
    }

    /// Reads `sim_card_id` and, with 0, `iccid` in an object.
    ///
    /// - Throws: ``HuaweiError/invalidParameter``, or the error of the object.
    init(_ object: HuaweiBody) throws(HuaweiError) {
        guard let id = try object.integer("sim_card_id", in: 0...Int64.max) else {
            throw .missingParameter("sim_card_id")
        }
        try self.init(id: id, iccid: try object.text("iccid", length: Self.iccidLength), in: object)
    }

    private init(id: Int64, iccid: String?, in object: HuaweiBody) throws(HuaweiError) {
        reference = id == 0 ? .iccid(try object.required(iccid)) : .id(SIMCardID(id))
    }

    /// The card itself.
    ///
    /// - Throws: ``HuaweiError/unknownSIMCard`` where the account has no such card.
    package func card(in scope: TenantScope) throws -> SIMCardID {
        guard let id = try scope.simCards.id(of: reference) else { throw HuaweiError.unknownSIMCard }
        return id
    }
}

extension RESTRequest {
    /// An id in the path: an integer of at least 0.
    ///
    /// - Parameter error: what anything else is answered with.
    func identifier(_ name: String, error: HuaweiError = .invalidParameter) throws(HuaweiError) -> Int64 {
        let text = pathParameters[name] ?? ""
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let id = Int64(text)
        else { throw error }
        return id
    }
}
