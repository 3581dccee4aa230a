package import TelepoolDomain

/// Changes the parties, the end or the data of an AXN binding that is in force; only older SDKs have it
/// (`reference/volcengine-vms.md`, 5).
package struct UpdateAXN: VolcengineNumberAction {
    package static let access = Access.write(.manager)
    package static let poolParameters = ["NumberPoolNo"]

    private var update: BindingUpdate

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        update = try BindingUpdate(parameters, .axn)
    }

    package func perform(in scope: TenantScope) throws -> TrueResult {
        try update.perform(in: scope)
        return TrueResult()
    }
}
