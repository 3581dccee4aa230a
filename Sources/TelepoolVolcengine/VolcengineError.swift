package import TelepoolDomain

/// An error as Volcengine's clients get it (`reference/volcengine-vms.md`, 3.2 to 3.4).
package struct VolcengineError: Error, Sendable, Equatable {
    /// The HTTP status.
    package var status: Int
    /// The number of the code. The vendor documents numbers for its gateway's codes only; the others have numbers of ours,
    /// from 200001 on, because one of its SDKs takes an error without a number for none.
    package var number: Int
    package var code: String
    package var message: String

    package init(_ status: Int, _ number: Int, _ code: String, _ message: String) {
        self.status = status
        self.number = number
        self.code = code
        self.message = message
    }
}

// MARK: - Operations (3.3)

extension VolcengineError {
    package static func missingParameter(_ name: String) -> VolcengineError {
        VolcengineError(400, 200_001, "MissingParameter", "The required parameter \(name) is missing.")
    }

    /// - Parameter name: the parameter, with the reason in brackets where its name does not tell.
    package static func invalidParameter(_ name: String) -> VolcengineError {
        VolcengineError(400, 200_002, "InvalidParameter", "The specified parameter \(name) is invalid.")
    }

    package static let operationDenied = VolcengineError(
        400, 200_003, "OperationDenied", "Operation is denied because the specified resource is in use.")

    package static func quotaExceeded(_ what: String) -> VolcengineError {
        VolcengineError(400, 200_004, "QuotaExceeded", "\(what) has exceeded the quota.")
    }

    package static let idempotentParameterMismatch = VolcengineError(
        400, 200_005, "IdempotentParameterMismatch",
        "Parameters mismatch the previous request with a same ClientToken.")

    package static let dryRunOperation = VolcengineError(
        400, 200_006, "DryRunOperation", "The request is validated by a dryrun operation.")

    package static let missingAction = VolcengineError(
        400, 200_007, "MissingAction", "The request is missing an action.")

    package static let invalidAction = VolcengineError(
        400, 200_008, "InvalidAction", "The specified action is invalid.")

    package static func outOfScope(_ action: String, _ reason: OutOfScope) -> VolcengineError {
        VolcengineError(
            400, 200_012, "UnsupportedOperation",
            "The action \(action) exists in the cloud, but not in this service: \(reason.rawValue).")
    }

    package static let serviceUnavailable = VolcengineError(
        503, 200_009, "ServiceUnavailable", "The request has failed due to a temporary failure of the server.")

    package static let internalError = VolcengineError(
        500, 100_014, "InternalError", "The request has failed due to an unknown error.")
}

// MARK: - Gateway (3.4)

extension VolcengineError {
    package static let missingVersion = VolcengineError(
        400, 100_002, "MissingParameter", "The request is missing Version parameter.")

    package static let missingAuthenticationToken = VolcengineError(
        401, 100_003, "MissingAuthenticationToken", "Request is missing Authentication Token.")

    package static let missingTimestamp = VolcengineError(
        400, 100_004, "MissingRequestInfo", "The request is missing timestamp information.")

    package static let missingSignature = VolcengineError(
        401, 100_005, "MissingSignature", "The request is missing signature.")

    package static let invalidTimestamp = VolcengineError(
        400, 100_006, "InvalidTimestamp", "The Signature of the request is expired.")

    package static func serviceNotFound(_ service: some StringProtocol) -> VolcengineError {
        VolcengineError(404, 100_007, "ServiceNotFound", "This service[\(service)] not found.")
    }

    package static func invalidActionOrVersion(_ action: String, _ version: String) -> VolcengineError {
        VolcengineError(
            404, 100_008, "InvalidActionOrVersion", "Could not find operation \(action) for version \(version).")
    }

    package static func invalidAccessKey(_ id: String) -> VolcengineError {
        VolcengineError(
            401, 100_009, "InvalidAccessKey", "The accesskey [\(id)] included in the request is invalid.")
    }

    package static let signatureDoesNotMatch = VolcengineError(
        401, 100_010, "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. "
            + "Check your Secret Access Key and signing method. Consult the service documentation for details.")

    package static func accessDenied(_ action: String) -> VolcengineError {
        VolcengineError(
            403, 100_013, "AccessDenied", "User is not authorized to perform: vms:\(action) on resource: *.")
    }

    package static let methodNotAllowed = VolcengineError(
        405, 100_020, "MethodNotAllowed", "The HTTP method of the request is not allowed.")

    package static let invalidAuthorization = VolcengineError(
        400, 100_024, "InvalidAuthorization", "Invalid 'Authorization' header, Pls check your authorization header.")

    package static let invalidCredential = VolcengineError(
        400, 100_025, "InvalidCredential",
        "Invalid credential in 'Authorization', Pls check your authorization header.")

    package static func invalidSecretToken(_ reason: String) -> VolcengineError {
        VolcengineError(401, 100_026, "InvalidSecretToken", "Invalid secret token, msg: \(reason).")
    }

    package static let accountFlowLimitExceeded = VolcengineError(
        429, 100_027, "AccountFlowLimitExceeded", "The account makes more requests than its limit allows.")

    // Compatibility: the vendor documents no code for these two; HTTP has a status for each.

    package static func bodyTooLarge(limit: Int) -> VolcengineError {
        VolcengineError(
            413, 200_010, "RequestEntityTooLarge", "The body of the request is larger than \(limit) bytes.")
    }

    package static let requestTimeout = VolcengineError(
        408, 200_011, "RequestTimeout", "The body of the request did not arrive in time.")
}

// MARK: - Rules

extension VolcengineError {
    /// The code for a rule that was broken.
    package init(_ error: DomainError) {
        self =
            switch error {
            case .unknownNumberPool: .invalidParameter("NumberPoolNo")
            case .numberPoolInUse: .operationDenied
            case .mismatchedServiceTypes: .invalidParameter("SubServiceType")
            case .binding(let error): VolcengineError(error)
            case .quotaExceeded(let kind, _): .quotaExceeded("The number of \(kind.rawValue)")
            // Nothing that this face offers can break the rules of the others.
            case .unknownNumber, .numberNotFree, .unknownNumberReservation, .numberPoolNotEmpty,
                .unknownNumberApplication, .numberApplicationClosed,
                .simCard, .unknownSIMPool, .poolDiscarded, .poolHasCards, .poolOfOtherKind, .backwardPoolOfOtherCarrier,
                .unknownWorkOrder, .unknownPricePlan, .pricePlanExists, .unknownOrder,
                .orderOfOtherPlan, .orderInPool, .mixedPricePlans,
                .tooManyOrders, .futurePoolStart, .illegalBillingCycle, .simLabel, .networkPolicy, .sms, .access:
                .internalError
            }
    }
}
