import HTTPTypes
package import TelepoolREST

/// An operation of Huawei Cloud GSL, called what the vendor calls it.
package protocol HuaweiOperation: RESTOperation where Failure == HuaweiError {}

/// An operation on tags or attributes. The vendor counts them to its console, whose codes are of another group
/// (`reference/huawei-gsl.md`, 3.2).
package protocol HuaweiLabelOperation: HuaweiOperation {}

extension HuaweiLabelOperation {
    package static func worded(_ failure: HuaweiError) -> HuaweiError {
        var failure = failure
        if failure.code == HuaweiError.unexpected.code { failure.code = "GSL.00020003" }
        return failure
    }
}

/// The operations that are supported: one line each.
package enum HuaweiOperations {
    package static let all: [RegisteredOperation<HuaweiError>] = [
        RegisteredOperation(AddNetworkSwitchPolicy.self),
        RegisteredOperation(BatchSetAttributes.self),
        RegisteredOperation(BatchSetTags.self),
        RegisteredOperation(CreateAttribute.self),
        RegisteredOperation(CreateTag.self),
        RegisteredOperation(DeleteRealName.self),
        RegisteredOperation(DeleteTag.self),
        RegisteredOperation(DisableAttribute.self),
        RegisteredOperation(EnableAttribute.self),
        RegisteredOperation(EnableSimCard.self),
        RegisteredOperation(ListAttributes.self),
        RegisteredOperation(ListBackPoolMembers.self),
        RegisteredOperation(ListBackPools.self),
        RegisteredOperation(ListFlowBySimCards.self),
        RegisteredOperation(ListNetworkSwitchPolicies.self),
        RegisteredOperation(ListProPricePlans.self),
        RegisteredOperation(ListSimCardFlowPerDay.self),
        RegisteredOperation(ListSimCards.self),
        RegisteredOperation(ListSimDeviceMultiply.self),
        RegisteredOperation(ListSimPoolMembers.self),
        RegisteredOperation(ListSimPools.self),
        RegisteredOperation(ListSimPricePlans.self),
        RegisteredOperation(ListSmsDetails.self),
        RegisteredOperation(ListTags.self),
        RegisteredOperation(ListWorkOrderDetails.self),
        RegisteredOperation(ListWorkOrders.self),
        RegisteredOperation(RegisterImei.self),
        RegisteredOperation(ResetSimCard.self),
        RegisteredOperation(SendSms.self),
        RegisteredOperation(SetExceedCutNet.self),
        RegisteredOperation(SetNetworkSwitchPolicy.self),
        RegisteredOperation(SetSpeedValue.self),
        RegisteredOperation(ShowMonthUsages.self),
        RegisteredOperation(ShowRealNamed.self),
        RegisteredOperation(ShowSimCard.self),
        RegisteredOperation(StartStopNet.self),
        RegisteredOperation(StopSimCard.self),
        RegisteredOperation(SwitchNetwork.self),
        RegisteredOperation(UpdateAttribute.self),
    ]

    /// The same by where they are found.
    package static let routes = RouteTable(all)
}
