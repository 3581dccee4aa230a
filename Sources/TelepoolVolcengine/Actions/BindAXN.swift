package import TelepoolDomain

/// Binds A to a given number X, through which anybody reaches A (`reference/volcengine-vms.md`, 4.6).
package struct BindAXN: VolcengineNumberAction {
    package static let access = Access.write(.manager)
    package static let poolParameters = ["NumberPoolNo"]

    private var call: BindingCall

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        call = try BindingCall(parameters, .axn, number: .given)
    }

    package func perform(in scope: TenantScope) throws -> BindingResult {
        try call.perform(in: scope)
    }
}
