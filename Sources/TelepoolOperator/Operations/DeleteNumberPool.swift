import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// Deletes a number pool that holds neither numbers nor bindings.
package struct DeleteNumberPool: OperatorOperation {
    package static let route = Route(.delete, "/telepool/v1/number-pools/{number_pool_no}")
    package static let access = Access.write(.manager)

    private var no: NumberPoolNo

    package init(_ request: RESTRequest) throws(OperatorError) {
        no = NumberPoolNo(request.pathParameters["number_pool_no"] ?? "")
    }

    package func perform(in scope: TenantScope) throws -> Response {
        try scope.numberPools.delete(no)
        return Response(no: no)
    }

    package struct Response: JSONWritable {
        var no: NumberPoolNo

        package func write(to json: inout JSONWriter) {
            json.object { $0.member("number_pool_no", no.rawValue) }
        }
    }
}
