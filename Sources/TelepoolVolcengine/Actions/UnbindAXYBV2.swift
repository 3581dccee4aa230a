package import TelepoolDomain

/// Ends an AXYB binding or one of the YB bindings of such, with the YB bindings that belong to it (`reference/volcengine-vms.md`, 4.6).
package struct UnbindAXYBV2: VolcengineNumberAction {
    package static let access = Access.write(.manager)
    package static let poolParameters = ["NumberPoolNo"]

    private var unbinding: Unbinding

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        unbinding = try Unbinding(parameters, .axyb, .yb)
    }

    package func perform(in scope: TenantScope) throws -> SuccessResult {
        try unbinding.perform(in: scope)
        return SuccessResult()
    }
}
