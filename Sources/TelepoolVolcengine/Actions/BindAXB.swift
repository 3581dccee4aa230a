package import TelepoolDomain

/// Binds A and B through a given number X; without B it is an AX binding. Only older SDKs have it
/// (`reference/volcengine-vms.md`, 4.6).
package struct BindAXB: VolcengineNumberAction {
    package static let access = Access.write(.manager)
    package static let poolParameters = ["NumberPoolNo"]

    private var call: BindingCall

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        call = try BindingCall(parameters, .axb, number: .given)
    }

    package func perform(in scope: TenantScope) throws -> BindingResult {
        try call.perform(in: scope)
    }
}
