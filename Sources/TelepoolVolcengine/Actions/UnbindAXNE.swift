package import TelepoolDomain

/// The older form of `UnbindAXNEV2`, which answers a bare Boolean (`reference/volcengine-vms.md`, 4.6).
package struct UnbindAXNE: VolcengineNumberAction {
    package static let access = Access.write(.manager)
    package static let poolParameters = ["NumberPoolNo"]

    private var unbinding: Unbinding

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        unbinding = try Unbinding(parameters, .axne)
    }

    package func perform(in scope: TenantScope) throws -> TrueResult {
        try unbinding.perform(in: scope)
        return TrueResult()
    }
}
