import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// Approves a work order that waits for somebody to decide, or refuses it.
package struct DecideWorkOrder: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/work-orders/{work_order_id}/decision")
    package static let access = Access.write(.manager)
    package static let description = OperationDescription(
        "Approves a work order that waits for somebody to decide, or refuses it.", parameters: parameters, body: body,
        errors: [.unknownWorkOrder])

    private static let parameters = Parameters(Input<WorkOrderID>("work_order_id", .id(1...), "The work order."))
    private static let body = JSONBody(
        Input("approve", .boolean), Input("reason", .text(0...100), default: "", "Why it is refused."))

    private var order: WorkOrderID
    private var isApproved: Bool
    private var reason: String

    package init(_ request: RESTRequest) throws(OperatorError) {
        order = try Self.parameters.read(request)
        (isApproved, reason) = try Self.body.read(request)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        try scope.workOrders.decide(order, refusing: isApproved ? nil : reason)
        return Response(order: order, isApproved: isApproved)
    }

    package struct Response: OperatorResponse {
        package static let schema = JSONSchema.object(["work_order_id": .integer(1...), "approved": .boolean])

        var order: WorkOrderID
        var isApproved: Bool

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.member("work_order_id", order.rawValue)
                $0.member("approved", isApproved)
            }
        }
    }
}
