import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Brings numbers for an application and puts them into its pool.
package struct ApproveNumberApplication: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/number-applications/{apply_bill_id}/approve")
    package static let access = Access.write(.manager)
    package static let description = OperationDescription(
        "Brings numbers for an application and puts them into its pool.",
        details: "Each number has to be of a city that was asked for. " + ImportNumbers.rowDetails,
        parameters: parameters, body: ImportNumbers.body,
        errors: [.unknownNumberApplication, .numberApplicationClosed, .quotaExceeded])

    private static let parameters = Parameters(Input.numberApplication)

    private var billID: NumberApplicationID
    private var numbers: CSVImport<[NumberEntry]>

    package init(_ request: RESTRequest) throws(OperatorError) {
        billID = try Self.parameters.read(request)
        numbers = try ImportNumbers.numbers(in: request)
    }

    package func perform(in scope: TenantScope) throws -> ImportSummary {
        numbers.summary(
            of: \.number, try scope.numberApplications.approve(billID, with: numbers.rows.flatMap(\.value)))
    }
}
