package import TelepoolDomain

/// Selects a number X and binds A and B through it; without B it is an AX binding
/// (`reference/volcengine-vms.md`, 4.6).
package struct SelectNumberAndBindAXB: VolcengineNumberAction {
    package static let access = Access.write(.manager)

    private var pool: NumberPoolNo
    private var phoneA: PhoneNumber
    private var phoneB: PhoneNumber?
    private var axExcludesAXB: Bool
    private var number: NumberChoice
    private var expireTime: ExpireTime
    private var details: BindingDetails

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        phoneA = try parameters.requiredPhone("PhoneNoA")
        phoneB = try parameters.phone("PhoneNoB")
        axExcludesAXB = try parameters.integer("AxConflictAxbFlag", in: 0...1) == 1
        number = .selected(try parameters.selection(phoneA: phoneA, phoneB: phoneB))
        pool = try parameters.pool()
        expireTime = try ExpireTime(parameters)
        details = try parameters.details()
    }

    package func perform(in scope: TenantScope) throws -> BindingResult {
        let binding = try scope.bindings.bind(
            BindingRequest(
                kind: .axb, pool: pool, phoneA: phoneA, phoneB: phoneB, number: number,
                expiresAt: expireTime.checked(at: scope.now), axExcludesAXB: axExcludesAXB, details: details))
        return try BindingResult(binding, in: scope)
    }
}
