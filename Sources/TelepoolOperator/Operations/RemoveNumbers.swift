import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Gives numbers up, so that they can be held elsewhere; numbers that are bound or reserved stay.
package struct RemoveNumbers: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/numbers/remove")
    package static let access = Access.write(.manager)
    package static let description = OperationDescription(
        "Gives numbers up, so that they can be held elsewhere.", details: "Numbers that are bound or reserved stay.",
        body: body)

    private static let body = CSVBody(Input.number)

    private var numbers: CSVImport<PhoneNumber>

    package init(_ request: RESTRequest) throws(OperatorError) {
        numbers = try Self.body.read(request) { $0 }
    }

    package func perform(in scope: TenantScope) throws -> ImportSummary {
        numbers.summary(try scope.numbers.remove(numbers.rows.map(\.value)))
    }
}
