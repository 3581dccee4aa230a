package import TelepoolDomain
package import TelepoolJSON

/// Shows a binding, ended or not (`reference/volcengine-vms.md`, 4.6).
package struct QuerySubscription: VolcengineNumberAction {
    package static let access = Access.read(.reader)
    package static let poolParameters = ["NumberPoolNo"]

    private var pool: NumberPoolNo
    private var id: SubscriptionID

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        pool = try parameters.pool()
        id = try parameters.subscription()
    }

    package func perform(in scope: TenantScope) throws -> Result {
        guard let binding = try scope.bindings.find(id), binding.pool == pool else {
            throw DomainError.binding(.unknown(id))
        }
        return Result(binding: binding)
    }

    package struct Result: JSONWritable {
        var binding: Binding

        package func write(to json: inout JSONWriter) {
            json.binding(binding, timesAsText: false)
        }
    }
}
