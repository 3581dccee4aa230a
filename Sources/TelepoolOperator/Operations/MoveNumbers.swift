import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Moves numbers of the account into a pool; numbers that are bound or reserved stay where they are.
///
/// Column: `number`.
package struct MoveNumbers: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/number-pools/{number_pool_no}/numbers/move")
    package static let access = Access.write(.manager)

    private var pool: NumberPoolNo
    private var numbers: CSVImport<PhoneNumber>

    package init(_ request: RESTRequest) throws(OperatorError) {
        pool = NumberPoolNo(request.pathParameters["number_pool_no"] ?? "")
        numbers = try CSVImport(numbersIn: request)
    }

    package func perform(in scope: TenantScope) throws -> ImportSummary {
        numbers.summary(try scope.numbers.move(numbers.rows.map(\.value), to: pool))
    }
}

extension CSVImport<PhoneNumber> {
    /// A list of numbers, under the column `number`.
    init(numbersIn request: RESTRequest) throws(OperatorError) {
        try self.init(request, columns: ["number"], anyOf: [["number"]]) { (record) throws(CSVRecord.Problem) in
            try record.phoneNumber("number")
        }
    }
}
