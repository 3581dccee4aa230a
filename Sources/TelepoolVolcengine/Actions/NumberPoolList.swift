package import TelepoolDomain
package import TelepoolJSON

/// 查询号码池列表: lists number pools, newest first (`reference/volcengine-vms.md`, 4.3).
package struct NumberPoolList: VolcengineAction {
    package static let access = Access.read(.reader)
    package static let poolParameters = ["NumberPoolNo"]

    package var filter: NumberPool.Filter
    /// How many pools to leave out.
    package var offset: Int64
    /// 1 … 500
    package var limit: Int64

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        // Compatibility: a tool published by the vendor sends the filter for names as `Name` (4.3).
        let name = try parameters.filter(text: "NumberPoolName")
        let otherName = try parameters.filter(text: "Name")
        filter = NumberPool.Filter(
            no: try parameters.filter(text: "NumberPoolNo").map(NumberPoolNo.init), namePart: name ?? otherName,
            serviceType: try parameters.filter(integer: "ServiceType"),
            subServiceType: try parameters.filter(integer: "SubServiceType"))
        (offset, limit) = try parameters.page()
    }

    package func perform(in scope: TenantScope) throws -> Result {
        Result(page: try scope.numberPools.list(filter, offset: offset, limit: limit), offset: offset, limit: limit)
    }

    package struct Result: JSONWritable {
        package var page: Page<NumberPool>
        package var offset: Int64
        package var limit: Int64

        package init(page: Page<NumberPool>, offset: Int64, limit: Int64) {
            self.page = page
            self.offset = offset
            self.limit = limit
        }

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.member("Total", page.total)
                $0.member("Limit", limit)
                $0.member("Offset", offset)
                $0.array("Records", page.elements) { json, pool in
                    json.object {
                        $0.member("NumberPoolName", pool.name)
                        $0.member("NumberPoolNo", pool.no.rawValue)
                        $0.member("ServiceType", pool.serviceType.rawValue)
                        $0.member("ServiceTypeName", pool.serviceType.label)
                        $0.member("SubServiceType", pool.subServiceType.rawValue)
                        $0.member("SubServiceTypeName", pool.subServiceType.label)
                        $0.member("NumberCount", pool.numberCount)
                    }
                }
            }
        }
    }
}
