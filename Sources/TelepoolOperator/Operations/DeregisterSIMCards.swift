import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Deregisters SIM cards for good (拆机).
package struct DeregisterSIMCards: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/sim-cards/deregister")
    package static let access = Access.write(.manager)
    package static let description = OperationDescription(
        "Deregisters SIM cards for good.",
        details:
            "A card that is deregistered already counts as a duplicate. A pool without any other cards is discarded.",
        body: body)

    private static let body = CSVBody(Input.iccid)

    private var cards: CSVImport<String>

    package init(_ request: RESTRequest) throws(OperatorError) {
        cards = try Self.body.read(request) { $0 }
    }

    package func perform(in scope: TenantScope) throws -> ImportSummary {
        cards.summary(try scope.simCards.deregister(cards.rows.map(\.value)))
    }
}
