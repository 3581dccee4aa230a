import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Moves numbers of the account into a pool; numbers that are bound or reserved stay where they are.
package struct MoveNumbers: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/number-pools/{number_pool_no}/numbers/move")
    package static let access = Access.write(.manager)
    /// Numbers are taken out of other pools.
    package static let poolParameters: [String] = []
    package static let description = OperationDescription(
        "Moves numbers of the account into a pool.",
        details: "Numbers that are bound or reserved stay where they are.", parameters: parameters, body: body,
        errors: [.unknownNumberPool])

    private static let parameters = Parameters(Input.numberPool)
    private static let body = CSVBody(Input.number)

    private var pool: NumberPoolNo
    private var numbers: CSVImport<PhoneNumber>

    package init(_ request: RESTRequest) throws(OperatorError) {
        pool = try Self.parameters.read(request)
        numbers = try Self.body.read(request) { $0 }
    }

    package func perform(in scope: TenantScope) throws -> ImportSummary {
        numbers.summary(try scope.numbers.move(numbers.rows.map(\.value), to: pool))
    }
}
