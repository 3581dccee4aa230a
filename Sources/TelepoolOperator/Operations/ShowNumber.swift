import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// Shows a number and the pool that holds it.
package struct ShowNumber: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/numbers/{number}")
    package static let access = Access.read(.reader)

    private var number: PhoneNumber

    package init(_ request: RESTRequest) throws(OperatorError) {
        number = try Self.number(in: request)
    }

    /// The number that the path names.
    static func number(in request: RESTRequest) throws(OperatorError) -> PhoneNumber {
        guard let number = PhoneNumber(request.pathParameters["number"] ?? "") else {
            throw .invalidParameter("A number has to be 3 to 15 digits, with + and country code if not national.")
        }
        return number
    }

    package func perform(in scope: TenantScope) throws -> Response {
        guard let held = try scope.numbers.find(number) else { throw DomainError.unknownNumber(number) }
        return Response(number: held)
    }

    package struct Response: JSONWritable {
        var number: PooledNumber

        package func write(to json: inout JSONWriter) {
            json.number(number)
        }
    }
}
