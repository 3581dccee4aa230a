package import TelepoolDomain

/// Ends an AXB binding (`reference/volcengine-vms.md`, 4.6).
package struct UnbindAXBV2: VolcengineNumberAction {
    package static let access = Access.write(.manager)
    package static let poolParameters = ["NumberPoolNo"]

    private var unbinding: Unbinding

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        unbinding = try Unbinding(parameters, .axb)
    }

    package func perform(in scope: TenantScope) throws -> SuccessResult {
        try unbinding.perform(in: scope)
        return SuccessResult()
    }
}
