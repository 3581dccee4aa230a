import HTTPTypes
package import TelepoolREST

/// An operation of Huawei Cloud GSL, called what the vendor calls it.
package protocol HuaweiOperation: RESTOperation where Failure == HuaweiError {}

/// The operations that are supported: one line each.
package enum HuaweiOperations {
    package static let all: [RegisteredOperation<HuaweiError>] = [
        RegisteredOperation(ListSimPools.self)
    ]

    /// The same by where they are found.
    package static let routes = RouteTable(all)
}
