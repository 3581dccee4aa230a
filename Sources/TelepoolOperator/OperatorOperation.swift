import HTTPTypes
package import TelepoolJSON
package import TelepoolREST

/// An operation of the operator API.
package protocol OperatorOperation: RESTOperation where Failure == OperatorError, Response: OperatorResponse {
    /// What clients are told of it.
    static var description: OperationDescription { get }
}

/// An answer of the operator API.
package protocol OperatorResponse: JSONWritable {
    /// What it looks like.
    static var schema: JSONSchema { get }
}

extension OperatorOperation {
    /// Every call can be rehearsed.
    package static func isDryRun(_ request: RESTRequest) throws(OperatorError) -> Bool {
        try dryRun.read(request)
    }

    /// An administrator may make every call on behalf of another account.
    package static func account(_ request: RESTRequest) throws(OperatorError) -> String? {
        try otherAccount.read(request)
    }
}

private let dryRun = Parameters(Input.dryRun)
private let otherAccount = Parameters(Input.account)

/// The operations: one line each.
package enum OperatorOperations {
    package static let types: [any OperatorOperation.Type] = [
        AddSIMPoolOrders.self,
        ApproveNumberApplication.self,
        AuditUsage.self,
        ClaimSMS.self,
        CreateAccessKey.self,
        CreateAccount.self,
        CreatePricePlan.self,
        CreateSIMPool.self,
        CreateSIMPoolAddOn.self,
        CreateUser.self,
        DecideWorkOrder.self,
        DeleteAccessKey.self,
        DeleteNumberPool.self,
        DeleteUser.self,
        DeregisterSIMCards.self,
        DiscardSIMPool.self,
        ImportNumbers.self,
        ImportSIMCards.self,
        ImportUsage.self,
        ListAccessKeys.self,
        ListAccounts.self,
        ListAuditEvents.self,
        ListCardUsage.self,
        ListDayUsage.self,
        ListInstallationAuditEvents.self,
        ListNumberBindings.self,
        ListNumberReservations.self,
        ListNumbers.self,
        ListOrders.self,
        ListPoolUsage.self,
        ListPricePlans.self,
        ListSIMCards.self,
        ListSIMPoolAddOns.self,
        ListSMSOutbox.self,
        ListTokens.self,
        ListUsers.self,
        MoveNumbers.self,
        RejectNumberApplication.self,
        ReleaseNumberReservation.self,
        RemoveNumbers.self,
        ReplaceSIMCard.self,
        ReportSMSResult.self,
        ReserveNumbers.self,
        RevokeToken.self,
        RevokeUserTokens.self,
        SetAccessKeyLimits.self,
        SetAccountQuota.self,
        SetBackPoolStatus.self,
        SetNumberPoolQuarantine.self,
        SetUserPassword.self,
        SetWorkOrderReview.self,
        ShowAccount.self,
        ShowNumber.self,
        ShowNumberPoolUtilisation.self,
        ShowSIMCard.self,
        ShowSIMPool.self,
        ShowUser.self,
        UpdateAccessKey.self,
        UpdateAccount.self,
        UpdateSIMCard.self,
        UpdateSIMPool.self,
        UpdateUser.self,
        VerifyAuditLog.self,
        VerifyInstallationAuditLog.self,
    ]

    /// The same as the endpoint needs them.
    package static let all = types.map { type in
        if let streamed = type as? any (OperatorOperation & RESTStreamOperation).Type {
            return registered(streamed: streamed)
        }
        return registered(type)
    }

    /// The same by where they are found.
    package static let routes = RouteTable(all)

    private static func registered<Operation: OperatorOperation>(
        _ type: Operation.Type
    ) -> RegisteredOperation<OperatorError> {
        RegisteredOperation(type)
    }

    private static func registered<Operation: OperatorOperation & RESTStreamOperation>(
        streamed type: Operation.Type
    ) -> RegisteredOperation<OperatorError> {
        RegisteredOperation(type)
    }
}
