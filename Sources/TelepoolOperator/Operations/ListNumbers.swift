import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST
import TelepoolTime
import TelepoolURL

/// Lists the numbers of a pool in the order of their digits, page after page, each at the same cost: `next` is what
/// `after` has to be for the page that follows.
package struct ListNumbers: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/number-pools/{number_pool_no}/numbers")
    package static let access = Access.read(.reader)
    /// The greatest page size.
    package static let greatestLimit: Int64 = 5000

    private var pool: NumberPoolNo
    private var after: String
    private var limit: Int64

    package init(_ request: RESTRequest) throws(OperatorError) {
        pool = NumberPoolNo(request.pathParameters["number_pool_no"] ?? "")
        after = request.query["after"] ?? ""
        guard let limit = JSONValue.integer(request.query["limit"] ?? "1000"), (1...Self.greatestLimit).contains(limit)
        else { throw .invalidParameter("limit has to be from 1 to \(Self.greatestLimit).") }
        self.limit = limit
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(numbers: try scope.numbers.list(in: pool, after: after, limit: limit), limit: limit)
    }

    package struct Response: JSONWritable {
        var numbers: [PooledNumber]
        var limit: Int64

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.array("numbers", numbers) { json, number in json.number(number) }
                if numbers.count == Int(limit), let last = numbers.last {
                    $0.member("next", last.number.description)
                }
            }
        }
    }
}

extension JSONWriter {
    /// Writes a number as this API shows it, with the columns that it can be imported with.
    mutating func number(_ number: PooledNumber) {
        object {
            $0.member("number", number.number.description)
            $0.member("type", number.type.name)
            $0.member("city_code", number.cityCode)
            $0.member("purchase_time", number.purchasedAt.description)
            $0.member("qualification_no", number.qualificationNo)
            $0.member("status", number.status.rawValue)
            $0.member("bindings", number.bindCount)
            $0.member("availability", number.availability.rawValue)
            if let hold = number.hold { $0.member("until", hold.until.description) }
            $0.member("number_pool_no", number.pool.rawValue)
            $0.member("number_pool_name", number.poolName)
        }
    }
}

extension NumberType {
    /// What this API calls the types.
    static let names = allCases.map { ($0.name, $0) }

    var name: String {
        switch self {
        case .mobile: "mobile"
        case .landline: "landline"
        }
    }
}
