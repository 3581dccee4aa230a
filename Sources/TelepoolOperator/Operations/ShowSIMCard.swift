import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Shows a SIM card.
package struct ShowSIMCard: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/sim-cards/{iccid}")
    package static let access = Access.read(.reader)
    package static let description = OperationDescription(
        "Shows a SIM card.", parameters: parameters, errors: [.unknownSIMCard])

    private static let parameters = Parameters(Input.iccid)

    private var iccid: String

    package init(_ request: RESTRequest) throws(OperatorError) {
        iccid = try Self.parameters.read(request)
    }

    package func perform(in scope: TenantScope) throws -> SIMCardResponse {
        SIMCardResponse(card: try scope.simCard(iccid))
    }
}
