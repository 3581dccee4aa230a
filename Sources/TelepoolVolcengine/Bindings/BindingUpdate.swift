import TelepoolDomain
import TelepoolTime

/// What `UpdateAXB` and `UpdateAXN` have in common. `UpdateType` says which one thing changes; without it everything
/// changes that is given. The types are those of the vendor's older Go SDK.
struct BindingUpdate: Sendable {
    private var pool: NumberPoolNo
    private var id: SubscriptionID
    private var kind: BindingKind
    private var phoneA: PhoneNumber?
    private var phoneB: PhoneNumber?
    private var expireTime: ExpireTime?
    private var userData: String?
    private var outID: String?

    init(_ parameters: VolcengineParameters, _ kind: BindingKind) throws(VolcengineError) {
        self.kind = kind
        pool = try parameters.pool()
        id = try parameters.subscription()
        switch try parameters.filter(text: "UpdateType") {
        case "updatePhoneNoA": phoneA = try parameters.requiredPhone("PhoneNoA")
        case "updatePhoneNoB": phoneB = try parameters.requiredPhone("PhoneNoB")
        case "updateExpireTime": expireTime = try ExpireTime(parameters)
        case "updateUserData": userData = try parameters.userData() ?? ""
        case "updateOutId": outID = try parameters.outID() ?? ""
        case nil:
            (phoneA, phoneB) = (try parameters.phone("PhoneNoA"), try parameters.phone("PhoneNoB"))
            expireTime = try ExpireTime.find(parameters)
            (userData, outID) = (try parameters.userData(), try parameters.outID())
        default: throw .invalidParameter("UpdateType")
        }
    }

    func perform(in scope: TenantScope) throws {
        let expiresAt = try expireTime?.checked(at: scope.now)
        _ = try scope.bindings.update(id, in: pool, kinds: [kind]) { binding in
            binding.phoneA = phoneA ?? binding.phoneA
            binding.phoneB = phoneB ?? binding.phoneB
            binding.expiresAt = expiresAt ?? binding.expiresAt
            binding.details.userData = userData ?? binding.details.userData
            binding.details.outID = outID ?? binding.details.outID
        }
    }
}
