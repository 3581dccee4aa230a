import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Gives the holder of a SIM card another one; usage that still comes under the old ICCID is the new card's.
package struct ReplaceSIMCard: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/sim-cards/{iccid}/replace")
    package static let access = Access.write(.manager)
    package static let description = OperationDescription(
        "Gives the holder of a SIM card another one.",
        details:
            "The card keeps its id, number and history. Usage that still comes under the old ICCID is counted for it.",
        parameters: parameters, body: body, errors: [.unknownSIMCard, .simCardDeregistered, .iccidTaken])

    private static let parameters = Parameters(Input.iccid)
    private static let body = JSONBody(
        Input("iccid", .iccid, "That of the new card."), Input(optional: "imsi", .digits(14...15)))

    private var iccid: String
    private var newICCID: String
    private var imsi: String?

    package init(_ request: RESTRequest) throws(OperatorError) {
        iccid = try Self.parameters.read(request)
        (newICCID, imsi) = try Self.body.read(request)
    }

    package func perform(in scope: TenantScope) throws -> SIMCardResponse {
        try scope.simCards.replace(scope.simCard(iccid), iccid: newICCID, imsi: imsi)
        return SIMCardResponse(card: try scope.simCard(newICCID))
    }
}
