package import TelepoolDomain
package import TelepoolJSON

/// Lists bindings, newest first (`reference/volcengine-vms.md`, 4.6).
package struct QuerySubscriptionForList: VolcengineNumberAction {
    package static let access = Access.read(.reader)
    package static let poolParameters = ["NumberPoolNo"]

    private var filter: BindingFilter
    private var offset: Int64
    private var limit: Int64

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        filter = BindingFilter(
            id: try parameters.filter(text: "SubId").map(SubscriptionID.init),
            pool: try parameters.filter(text: "NumberPoolNo").map(NumberPoolNo.init),
            phoneA: try parameters.phone("PhoneNoA"), phoneB: try parameters.phone("PhoneNoB"),
            phoneX: try parameters.phone("PhoneNoX"), phoneY: try parameters.phone("PhoneNoY"),
            isLive: try parameters.status(),
            outID: try parameters.filter(text: "OutId"))
        (offset, limit) = try parameters.page(zeroIsDefault: true)
    }

    package func perform(in scope: TenantScope) throws -> Result {
        Result(page: try scope.bindings.list(filter, offset: offset, limit: limit), offset: offset, limit: limit)
    }

    package struct Result: JSONWritable {
        var page: Page<Binding>
        var offset: Int64
        var limit: Int64

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.array("Records", page.elements) { json, binding in json.binding(binding, timesAsText: true) }
                $0.member("Limit", limit)
                $0.member("Offset", offset)
                $0.member("Total", page.total)
            }
        }
    }
}

extension VolcengineParameters {
    /// Whether bindings are asked for that are in force, or that have ended. 0 is a state; but the older SDKs, which send
    /// forms, send it for what they do not set.
    fileprivate func status() throws(VolcengineError) -> Bool? {
        if holdsText("Status") { return try filter(integer: "Status").map { $0 == 1 } }
        return try integer("Status", in: 0...1).map { $0 == 1 }
    }
}
