import HTTPTypes
package import TelepoolREST

/// An operation of Huawei Cloud GSL, called what the vendor calls it.
package protocol HuaweiOperation: RESTOperation where Failure == HuaweiError {}

/// The operations that are supported: one line each.
package enum HuaweiOperations {
    package static let all: [RegisteredOperation<HuaweiError>] = [
        RegisteredOperation(AddNetworkSwitchPolicy.self),
        RegisteredOperation(BatchSetAttributes.self),
        RegisteredOperation(BatchSetTags.self),
        RegisteredOperation(CreateAttribute.self),
        RegisteredOperation(CreateTag.self),
        RegisteredOperation(DeleteTag.self),
        RegisteredOperation(DisableAttribute.self),
        RegisteredOperation(EnableAttribute.self),
        RegisteredOperation(ListAttributes.self),
        RegisteredOperation(ListNetworkSwitchPolicies.self),
        RegisteredOperation(ListSimPools.self),
        RegisteredOperation(ListSmsDetails.self),
        RegisteredOperation(ListTags.self),
        RegisteredOperation(SendSms.self),
        RegisteredOperation(UpdateAttribute.self),
    ]

    /// The same by where they are found.
    package static let routes = RouteTable(all)
}
