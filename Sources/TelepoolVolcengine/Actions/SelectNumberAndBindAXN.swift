package import TelepoolDomain

/// Selects a number X and binds A to it, so that anybody reaches A through it
/// (`reference/volcengine-vms.md`, 4.6).
package struct SelectNumberAndBindAXN: VolcengineNumberAction {
    package static let access = Access.write(.manager)
    package static let poolParameters = ["NumberPoolNo"]

    private var call: BindingCall

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        call = try BindingCall(parameters, .axn, number: .selected)
    }

    package func perform(in scope: TenantScope) throws -> BindingResult {
        try call.perform(in: scope)
    }
}
