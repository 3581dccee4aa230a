import TelepoolDomain

/// What the operations have in common that bind A to a number.
struct BindingCall: Sendable {
    /// Where the number comes from.
    enum NumberSource: Sendable {
        /// The caller names it.
        case given
        /// It is selected.
        case selected
        /// The caller may name it.
        case givenOrSelected
    }

    var phoneE: String?
    var axExcludesAXB = false

    private var kind: BindingKind
    private var pool: NumberPoolNo
    private var phoneA: PhoneNumber
    private var phoneB: PhoneNumber?
    private var number: NumberChoice
    private var expireTime: ExpireTime
    private var details: BindingDetails

    init(
        _ parameters: VolcengineParameters, _ kind: BindingKind, number source: NumberSource
    ) throws(VolcengineError) {
        self.kind = kind
        phoneA = try parameters.requiredPhone("PhoneNoA")
        phoneB = try parameters.phone("PhoneNoB")
        number =
            switch source {
            case .given: .given(try parameters.requiredPhone("PhoneNoX"))
            case .selected: .selected(try parameters.selection(phoneA: phoneA, phoneB: phoneB))
            case .givenOrSelected: try parameters.number("PhoneNoX", phoneA: phoneA, phoneB: phoneB)
            }
        pool = try parameters.pool()
        expireTime = try ExpireTime(parameters)
        details = try parameters.details()
    }

    func perform(in scope: TenantScope) throws -> BindingResult {
        let binding = try scope.bindings.bind(
            BindingRequest(
                kind: kind, pool: pool, phoneA: phoneA, phoneB: phoneB, phoneE: phoneE, number: number,
                expiresAt: expireTime.checked(at: scope.now), axExcludesAXB: axExcludesAXB, details: details))
        return try BindingResult(binding, in: scope)
    }
}
