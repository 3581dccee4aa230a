package import TelepoolDomain

/// Changes the parties, the end or the data of an AXB binding that is in force; only older SDKs have it
/// (`reference/volcengine-vms.md`, 5).
package struct UpdateAXB: VolcengineNumberAction {
    package static let access = Access.write(.manager)
    package static let poolParameters = ["NumberPoolNo"]

    private var update: BindingUpdate

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        update = try BindingUpdate(parameters, .axb)
    }

    package func perform(in scope: TenantScope) throws -> TrueResult {
        try update.perform(in: scope)
        return TrueResult()
    }
}
