package import TelepoolDomain

/// Binds A to a given number X, through which anybody reaches A (`reference/volcengine-vms.md`, 4.6).
package struct BindAXN: VolcengineNumberAction {
    package static let access = Access.write(.manager)

    private var pool: NumberPoolNo
    private var phoneA: PhoneNumber
    private var phoneB: PhoneNumber?
    private var number: NumberChoice
    private var expireTime: ExpireTime
    private var details: BindingDetails

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        phoneA = try parameters.requiredPhone("PhoneNoA")
        phoneB = try parameters.phone("PhoneNoB")
        number = .given(try parameters.requiredPhone("PhoneNoX"))
        pool = try parameters.pool()
        expireTime = try ExpireTime(parameters)
        details = try parameters.details()
    }

    package func perform(in scope: TenantScope) throws -> BindingResult {
        let binding = try scope.bindings.bind(
            BindingRequest(
                kind: .axn, pool: pool, phoneA: phoneA, phoneB: phoneB, number: number,
                expiresAt: expireTime.checked(at: scope.now), details: details))
        return try BindingResult(binding, in: scope)
    }
}
