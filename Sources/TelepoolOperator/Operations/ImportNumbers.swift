import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Puts phone numbers into a number pool.
///
/// Column: `number`, in national form or in E.164.
package struct ImportNumbers: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/number-pools/{number_pool_no}/numbers")
    package static let access = Access.write(.manager)

    private var pool: NumberPoolNo
    private var numbers: CSVImport<PhoneNumber>

    package init(_ request: RESTRequest) throws(OperatorError) {
        pool = NumberPoolNo(request.pathParameters["number_pool_no"] ?? "")
        numbers = try CSVImport(request, columns: ["number"], required: ["number"], read: Self.number)
    }

    package func perform(in scope: TenantScope) throws -> ImportSummary {
        numbers.summary(try scope.numbers.add(numbers.rows.map(\.value), to: pool))
    }

    private static func number(_ record: CSVRecord) throws(CSVRecord.Problem) -> PhoneNumber {
        guard let number = PhoneNumber(try record.required("number", record["number"])) else {
            throw CSVRecord.Problem(reason: "number has to be 3 to 15 digits, with + and country code if not national")
        }
        return number
    }
}
