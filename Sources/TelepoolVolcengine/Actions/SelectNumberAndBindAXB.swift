package import TelepoolDomain

/// Selects a number X and binds A and B through it; without B it is an AX binding
/// (`reference/volcengine-vms.md`, 4.6).
package struct SelectNumberAndBindAXB: VolcengineNumberAction {
    package static let access = Access.write(.manager)
    package static let poolParameters = ["NumberPoolNo"]

    private var call: BindingCall

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        call = try BindingCall(parameters, .axb, number: .selected)
        call.axExcludesAXB = try parameters.integer("AxConflictAxbFlag", in: 0...1) == 1
    }

    package func perform(in scope: TenantScope) throws -> BindingResult {
        try call.perform(in: scope)
    }
}
