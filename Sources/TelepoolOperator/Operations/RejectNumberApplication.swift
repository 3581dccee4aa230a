import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// Refuses an application for numbers.
package struct RejectNumberApplication: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/number-applications/{apply_bill_id}/reject")
    package static let access = Access.write(.manager)

    private var billID: NumberApplicationID
    private var notes: String

    package init(_ request: RESTRequest) throws(OperatorError) {
        billID = NumberApplicationID(request.pathParameters["apply_bill_id"] ?? "")
        notes = try OperatorBody(request).text("notes", length: 1...512)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        try scope.numberApplications.reject(billID, notes: notes)
        return Response(billID: billID, notes: notes)
    }

    package struct Response: JSONWritable {
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
