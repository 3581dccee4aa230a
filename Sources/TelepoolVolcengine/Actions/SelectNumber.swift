package import TelepoolDomain
package import TelepoolJSON

/// Picks numbers of a pool that could be bound, without binding them; only older documents have it
/// (`reference/volcengine-vms.md`, 5).
package struct SelectNumber: VolcengineNumberAction {
    package static let access = Access.write(.reader)
    package static let poolParameters = ["NumberPoolNo"]

    private var pool: NumberPoolNo
    private var count: Int64
    private var type: NumberType?
    private var selection: NumberSelection

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        pool = try parameters.pool()
        count = try parameters.integer("NumberCount", in: 1...500) ?? 1
        type = try parameters.integer("NumberType", in: 0...1).flatMap(NumberType.init)
        selection = try parameters.selection(phoneA: nil, phoneB: nil)
    }

    package func perform(in scope: TenantScope) throws -> Result {
        Result(numbers: try scope.bindings.select(count, from: pool, type: type, selection))
    }

    package struct Result: JSONWritable {
        var numbers: [PooledNumber]

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.array("Records", numbers) { json, number in
                    json.object {
                        $0.member("Number", number.number.description)
                        $0.member("NumberTypeCode", number.type.rawValue)
                        $0.member("NumberTypeDesc", number.type.label)
                        $0.member("CityCode", number.cityCode)
                        $0.member("NumberLocation", number.cityName)
                        $0.member("CurrentBindCount", number.bindCount)
                    }
                }
                $0.member("Total", numbers.count)
            }
        }
    }
}
