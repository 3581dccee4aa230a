import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// Sets whether the work orders of the account wait for somebody to approve them; those that wait go on waiting.
package struct SetWorkOrderReview: OperatorOperation {
    package static let route = Route(.put, "/telepool/v1/work-orders/review")
    package static let access = Access.write(.manager)
    package static let description = OperationDescription(
        "Sets whether work orders wait for somebody to approve them; those that wait go on waiting.", body: body)

    private static let body = JSONBody(
        Input("by_hand", .boolean, "false approves them automatically, as it is at first."))

    private var isByHand: Bool

    package init(_ request: RESTRequest) throws(OperatorError) {
        isByHand = try Self.body.read(request)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        try scope.system.accounts.setReviewsWorkOrders(isByHand, of: scope.account)
        return Response(isByHand: isByHand)
    }

    package struct Response: OperatorResponse {
        package static let schema = JSONSchema.object(["by_hand": .boolean])

        var isByHand: Bool

        package func write(to json: inout JSONWriter) {
            json.object { $0.member("by_hand", isByHand) }
        }
    }
}
