import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Gives numbers up, so that they can be held elsewhere; numbers that are bound or reserved stay.
///
/// Column: `number`.
package struct RemoveNumbers: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/numbers/remove")
    package static let access = Access.write(.manager)

    private var numbers: CSVImport<PhoneNumber>

    package init(_ request: RESTRequest) throws(OperatorError) {
        numbers = try CSVImport(numbersIn: request)
    }

    package func perform(in scope: TenantScope) throws -> ImportSummary {
        numbers.summary(try scope.numbers.remove(numbers.rows.map(\.value)))
    }
}
