import HTTPTypes
package import TelepoolREST

/// An operation of the operator API.
package protocol OperatorOperation: RESTOperation where Failure == OperatorError {}

/// The operations: one line each.
package enum OperatorOperations {
    package static let all: [RegisteredOperation<OperatorError>] = [
        RegisteredOperation(ApproveNumberApplication.self),
        RegisteredOperation(AuditUsage.self),
        RegisteredOperation(CreateAccount.self),
        RegisteredOperation(CreatePricePlan.self),
        RegisteredOperation(CreateSIMPool.self),
        RegisteredOperation(CreateUser.self),
        RegisteredOperation(DeleteNumberPool.self),
        RegisteredOperation(ImportNumbers.self),
        RegisteredOperation(ImportSIMCards.self),
        RegisteredOperation(ImportUsage.self),
        RegisteredOperation(ListCardUsage.self),
        RegisteredOperation(ListDayUsage.self),
        RegisteredOperation(ListNumberBindings.self),
        RegisteredOperation(ListNumberReservations.self),
        RegisteredOperation(ListNumbers.self),
        RegisteredOperation(ListPoolUsage.self),
        RegisteredOperation(MoveNumbers.self),
        RegisteredOperation(RejectNumberApplication.self),
        RegisteredOperation(ReleaseNumberReservation.self),
        RegisteredOperation(RemoveNumbers.self),
        RegisteredOperation(ReserveNumbers.self),
        RegisteredOperation(SetNumberPoolQuarantine.self),
        RegisteredOperation(ShowNumber.self),
        RegisteredOperation(ShowNumberPoolUtilisation.self),
    ]

    /// The same by where they are found.
    package static let routes = RouteTable(all)
}
