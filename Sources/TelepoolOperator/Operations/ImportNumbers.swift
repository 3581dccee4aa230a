import HTTPTypes
package import TelepoolDomain
import TelepoolNumbering
package import TelepoolREST

/// Puts phone numbers into a number pool.
///
/// Columns: `number` or `first,last` for a range, both included; `type` (`mobile` or `landline`), `city_code` (the area
/// code), `purchase_time` (RFC 3339) and `qualification_no` may be left out. Numbers are in national form or in E.164.
package struct ImportNumbers: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/number-pools/{number_pool_no}/numbers")
    package static let access = Access.write(.manager)
    /// How many numbers one request may name, ranges included, and how many one range.
    package static let (limit, rangeLimit) = (100_000, 10_000)

    private var pool: NumberPoolNo
    private var numbers: CSVImport<[NumberEntry]>

    package init(_ request: RESTRequest) throws(OperatorError) {
        pool = NumberPoolNo(request.pathParameters["number_pool_no"] ?? "")
        numbers = try Self.numbers(in: request)
    }

    package func perform(in scope: TenantScope) throws -> ImportSummary {
        numbers.summary(of: \.number, try scope.numbers.add(numbers.rows.flatMap(\.value), to: pool))
    }

    /// Reads the rows of a request, whichever operation it is for.
    static func numbers(in request: RESTRequest) throws(OperatorError) -> CSVImport<[NumberEntry]> {
        let numbers = try CSVImport(
            request, columns: ["number", "first", "last", "type", "city_code", "purchase_time", "qualification_no"],
            anyOf: [["number"], ["first", "last"]], read: entries)
        guard numbers.rows.reduce(0, { $0 + $1.value.count }) <= limit else {
            throw .invalidParameter("The body names more than \(limit) numbers.")
        }
        return numbers
    }

    private static func entries(_ record: CSVRecord) throws(CSVRecord.Problem) -> [NumberEntry] {
        var cityCode: String?
        if let code = record["city_code"] {
            guard City.find(areaCode: code) != nil else {
                throw CSVRecord.Problem(reason: "city_code has to be an area code of the mainland such as 010")
            }
            cityCode = code
        }
        let qualificationNo = record["qualification_no"]
        guard qualificationNo?.unicodeScalars.count ?? 0 <= 64 else {
            throw CSVRecord.Problem(reason: "qualification_no has to be at most 64 characters")
        }
        let (type, purchasedAt) = (try type(record), try record.time("purchase_time"))
        return try range(record).map {
            NumberEntry(
                $0, type: type, cityCode: cityCode, purchasedAt: purchasedAt, qualificationNo: qualificationNo)
        }
    }

    private static func range(_ record: CSVRecord) throws(CSVRecord.Problem) -> [PhoneNumber] {
        if record["first"] == nil, record["last"] == nil { return [try record.phoneNumber("number")] }
        guard record["number"] == nil else {
            throw CSVRecord.Problem(reason: "a row names one number or a range, not both")
        }
        let (first, last) = (try record.phoneNumber("first"), try record.phoneNumber("last"))
        guard let range = PhoneNumber.range(from: first, to: last, limit: rangeLimit) else {
            throw CSVRecord.Problem(
                reason:
                    "first and last have to be of the same length, in ascending order, at most \(rangeLimit) numbers")
        }
        return range
    }

    private static func type(_ record: CSVRecord) throws(CSVRecord.Problem) -> NumberType? {
        switch record["type"] {
        case nil: nil
        case "mobile": .mobile
        case "landline": .landline
        default: throw CSVRecord.Problem(reason: "type has to be mobile or landline")
        }
    }
}

extension CSVRecord {
    /// A phone number, in national form or in E.164.
    func phoneNumber(_ column: String) throws(Problem) -> PhoneNumber {
        guard let number = PhoneNumber(try required(column, self[column])) else {
            throw Problem(reason: "\(column) has to be 3 to 15 digits, with + and country code if not national")
        }
        return number
    }
}
