import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// Refuses an application for numbers.
package struct RejectNumberApplication: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/number-applications/{apply_bill_id}/reject")
    package static let access = Access.write(.manager)
    package static let description = OperationDescription(
        "Refuses an application for numbers.", parameters: parameters, body: body,
        errors: [.unknownNumberApplication, .numberApplicationClosed])

    private static let parameters = Parameters(Input.numberApplication)
    private static let body = JSONBody(Input("notes", .text(1...512), "Why; whoever applied is told."))

    private var billID: NumberApplicationID
    private var notes: String

    package init(_ request: RESTRequest) throws(OperatorError) {
        billID = try Self.parameters.read(request)
        notes = try Self.body.read(request)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        try scope.numberApplications.reject(billID, notes: notes)
        return Response(billID: billID, notes: notes)
    }

    package struct Response: OperatorResponse {
        package static let schema = JSONSchema.object(["apply_bill_id": .string, "notes": .string])

        var billID: NumberApplicationID
        var notes: String

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.member("apply_bill_id", billID.rawValue)
                $0.member("notes", notes)
            }
        }
    }
}
