package import TelepoolDomain

/// Gives an AX binding its B (`reference/volcengine-vms.md`, 4.6).
package struct UpgradeAXToAXB: VolcengineNumberAction {
    package static let access = Access.write(.manager)
    package static let poolParameters = ["NumberPoolNo"]

    private var pool: NumberPoolNo
    private var id: SubscriptionID
    private var phoneB: PhoneNumber
    private var callDisplayType: Int64?
    private var userData: String?
    private var outID: String?

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        pool = try parameters.pool()
        id = try parameters.subscription()
        phoneB = try parameters.requiredPhone("PhoneNoB")
        callDisplayType = try parameters.callDisplayType()
        (userData, outID) = (try parameters.userData(), try parameters.outID())
    }

    package func perform(in scope: TenantScope) throws -> BindingResult {
        let binding = try scope.bindings.upgrade(id, in: pool, phoneB: phoneB) { details in
            details.callDisplayType = callDisplayType ?? details.callDisplayType
            details.userData = userData ?? details.userData
            details.outID = outID ?? details.outID
        }
        return try BindingResult(binding, in: scope, showsStatus: false)
    }
}
