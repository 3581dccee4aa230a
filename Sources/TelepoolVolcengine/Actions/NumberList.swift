package import TelepoolDomain
package import TelepoolJSON
import TelepoolTime

/// 查询号码列表: lists the numbers in the account's pools (`reference/volcengine-vms.md`, 4.4).
package struct NumberList: VolcengineNumberAction {
    package static let access = Access.read(.reader)
    package static let poolParameters = ["NumberPoolNo"]

    /// How many numbers may be named.
    package static let greatestNumbers = 500

    package var filter: NumberFilter
    package var offset: Int64
    /// 1 … 500
    package var limit: Int64

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        let texts = (try parameters.texts("NumberList") ?? []) + (try parameters.texts("Number") ?? [])
        guard texts.count <= Self.greatestNumbers else { throw .invalidParameter("NumberList") }
        filter = NumberFilter(
            // An empty list counts as none; what is no number matches nothing.
            numbers: texts.isEmpty ? nil : texts.compactMap { PhoneNumber($0) },
            pool: try parameters.filter(text: "NumberPoolNo").map(NumberPoolNo.init),
            subServiceType: try parameters.filter(integer: "NumberPoolTypeCode"),
            status: try parameters.filter(integer: "NumberStatusCode"),
            // 0 is a type.
            type: try parameters.integer("NumberTypeCode"))
        (offset, limit) = try parameters.page()
    }

    package func perform(in scope: TenantScope) throws -> Result {
        Result(page: try scope.numbers.list(filter, offset: offset, limit: limit), offset: offset, limit: limit)
    }

    package struct Result: JSONWritable {
        var page: Page<PooledNumber>
        var offset: Int64
        var limit: Int64

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.array("Records", page.elements) { json, number in
                    json.object {
                        $0.member("Number", number.number.description)
                        $0.member("NumberStatusCode", number.status.rawValue)
                        $0.member("NumberStatusDesc", number.status.label)
                        $0.member("NumberTypeCode", number.type.rawValue)
                        $0.member("NumberTypeDesc", number.type.label)
                        $0.member("NumberLocation", number.cityName)
                        $0.member("NumberPurchaseTime", beijingTime: number.purchasedAt)
                        $0.member("NumberPoolNo", number.pool.rawValue)
                        $0.member("NumberPoolName", number.poolName)
                        $0.member("NumberPoolTypeCode", number.subServiceType.rawValue)
                        $0.member("NumberPoolTypeDesc", number.subServiceType.label)
                        $0.member("ServiceTypeCode", number.serviceType.rawValue)
                        $0.member("ServiceTypeDesc", number.serviceType.label)
                        $0.member("QualificationNo", number.qualificationNo)
                        $0.member("CurrentBindCount", number.bindCount)
                    }
                }
                $0.member("Limit", limit)
                $0.member("Offset", offset)
                $0.member("Total", page.total)
            }
        }
    }
}
