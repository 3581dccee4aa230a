package import TelepoolDomain

/// Binds A to an extension of a number X, which is selected if none is given
/// (`reference/volcengine-vms.md`, 4.6).
package struct BindAXNE: VolcengineNumberAction {
    package static let access = Access.write(.manager)

    private var pool: NumberPoolNo
    private var phoneA: PhoneNumber
    private var phoneB: PhoneNumber?
    /// 1 to 8 digits; one is chosen if none is given.
    private var phoneE: String?
    private var number: NumberChoice
    private var expireTime: ExpireTime
    private var details: BindingDetails

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        phoneA = try parameters.requiredPhone("PhoneNoA")
        phoneB = try parameters.phone("PhoneNoB")
        phoneE = try parameters.filter(text: "PhoneNoE")
        if let phoneE {
            guard (1...8).contains(phoneE.utf8.count), phoneE.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw .invalidParameter("PhoneNoE")
            }
        }
        number = try parameters.number("PhoneNoX", phoneA: phoneA, phoneB: phoneB)
        pool = try parameters.pool()
        expireTime = try ExpireTime(parameters)
        details = try parameters.details()
    }

    package func perform(in scope: TenantScope) throws -> BindingResult {
        let binding = try scope.bindings.bind(
            BindingRequest(
                kind: .axne, pool: pool, phoneA: phoneA, phoneB: phoneB, phoneE: phoneE, number: number,
                expiresAt: expireTime.checked(at: scope.now), details: details))
        return try BindingResult(binding, in: scope)
    }
}
