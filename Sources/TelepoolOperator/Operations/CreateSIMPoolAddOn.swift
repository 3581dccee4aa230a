import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST
import TelepoolTime

/// Gives a forward pool more data for the billing cycle that runs now; its cards work again if they were stopped.
package struct CreateSIMPoolAddOn: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/sim-pools/{sim_pool_id}/add-ons")
    package static let access = Access.write(.manager)
    package static let successStatus = 201
    package static let description = OperationDescription(
        "Gives a forward pool more data for the billing cycle that runs now.",
        details: "Cards that were stopped because the pool had used what it had work again, if that is enough.",
        parameters: parameters, body: body, errors: [.unknownSIMPool, .simPoolOfOtherKind, .simPoolDiscarded])

    private static let parameters = Parameters(Input.simPool)
    // A thousand TB, so that sums cannot overflow.
    private static let body = JSONBody(Input("data_mb", .integer(1...1_000_000_000), "In MB of 1,048,576 bytes."))

    private var pool: SIMPoolID
    private var amount: DataAmount

    package init(_ request: RESTRequest) throws(OperatorError) {
        pool = try Self.parameters.read(request)
        amount = DataAmount(megabytes: try Self.body.read(request))
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(addOn: try scope.simPools.addOn(amount, to: pool))
    }

    /// An add-on as this API shows it.
    package struct Response: OperatorResponse {
        package static let schema = JSONSchema.object([
            "id": .integer(1...), "sim_pool_id": .integer(1...), "billing_cycle": .string, "data_mb": .integer(1...),
            "created": .time,
        ]).named("SIMPoolAddOn")

        var addOn: SIMPoolAddOn

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.member("id", addOn.id)
                $0.member("sim_pool_id", addOn.pool.rawValue)
                $0.member("billing_cycle", addOn.cycle.description)
                $0.member("data_mb", addOn.amount.bytes / DataAmount.bytesPerMegabyte)
                $0.member("created", addOn.createdAt.description)
            }
        }
    }
}
