package import TelepoolDomain
import TelepoolJSON
import TelepoolREST

/// An error of the operator API.
package struct OperatorError: RESTFailure, Equatable {
    /// The HTTP status.
    package var status: Int
    /// What kind of error it is, for programs.
    package var code: String
    /// What was wrong and what is allowed, for people.
    package var message: String

    package init(_ code: Code, _ message: String) {
        status = code.status
        self.code = code.name
        self.message = message
    }

    package static func invalidParameter(_ message: String) -> OperatorError {
        OperatorError(.invalidParameter, message)
    }

    package static func unauthorized(_ message: String) -> OperatorError {
        OperatorError(.unauthorized, message)
    }

    /// - Parameter operation: the operation that was refused.
    package static func forbidden(_ operation: String) -> OperatorError {
        OperatorError(.accessDenied, "Your role does not allow \(operation).")
    }

    package static let throttled = OperatorError(
        .tooManyRequests, "The account makes more requests, or sends more records, than its limit allows.")
    package static let tokenExpired = OperatorError(.unauthorized, "The token has expired.")
    package static let malformedRequest = OperatorError(.malformedRequest, "The request cannot be read.")
    package static let unknownPath = OperatorError(.notFound, "There is no such resource.")
    package static let otherMethods = OperatorError(.methodNotAllowed, "The resource does not have this method.")
    package static let requestTimeout = OperatorError(
        .requestTimeout, "The body of the request did not arrive in time.")
    package static let repeatedDifferently = OperatorError(
        .idempotencyMismatch, "Another request was made with the same Idempotency-Key.")
    package static func bodyTooLarge(limit: Int) -> OperatorError {
        OperatorError(.bodyTooLarge, "The body of the request is larger than \(limit) bytes.")
    }
    package static let unexpected = OperatorError(
        .internalError, "The request failed for a reason that is in the server's log under its id.")
    package static let unavailable = OperatorError(
        .serviceUnavailable, "The service is temporarily unavailable. Try again later.")

    package func body(requestID: String) -> [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.object("error") {
                $0.member("code", code)
                $0.member("message", message)
            }
            $0.member("request_id", requestID)
        }
        return json.bytes
    }
}

// MARK: - Rules

extension OperatorError {
    /// The code for a rule of SIM cards that was broken.
    private init(_ error: SIMCardError) {
        self =
            switch error {
            case .unknown: OperatorError(.unknownSIMCard, "There is no such SIM card.")
            case .disassembled(let id): OperatorError(.simCardDeregistered, "SIM card \(id) is deregistered.")
            case .iccidTaken(let iccid):
                OperatorError(.iccidTaken, "Another card of the account has or had the ICCID \(iccid).")
            // Work orders are asked for elsewhere.
            case .notOffered, .unsupportedSpeed, .notInUse, .notSuspended, .noDataLeft, .notActivatable, .unfinished,
                .repeatedTooSoon, .unknownPolicy:
                .unexpected
            }
    }
}

extension OperatorError {
    /// The code for a rule of accounts, users and keys that was broken.
    private init(_ error: AccessError) {
        self =
            switch error {
            case .accountExists(let name): OperatorError(.accountExists, "There is an account named \(name).")
            case .unknownAccount(let name): OperatorError(.unknownAccount, "There is no account \(name).")
            case .userExists(let name): OperatorError(.userExists, "There is a user named \(name).")
            case .unknownUser(let id): OperatorError(.unknownUser, "There is no user \(id).")
            case .isRoot:
                OperatorError(
                    .isRoot, "The server's first user keeps its role and stays enabled, and so does its account.")
            case .isOfAdministrator:
                OperatorError(.accessDenied, "This is left to administrators of the server.")
            case .unknownAccessKey(let id): OperatorError(.unknownAccessKey, "There is no access key \(id).")
            case .tooManyAccessKeys(let limit):
                OperatorError(.tooManyAccessKeys, "The user has \(limit) access keys: delete one first.")
            case .unknownToken: OperatorError(.unknownToken, "There is no such token.")
            }
    }

    /// The code for a rule that was broken.
    package init(_ error: DomainError) {
        self =
            switch error {
            case .unknownNumberPool(let no): OperatorError(.unknownNumberPool, "There is no number pool \(no).")
            case .numberPoolInUse(let no):
                OperatorError(.numberPoolInUse, "The type of number pool \(no) cannot change while it holds numbers.")
            case .unknownNumber(let number): OperatorError(.unknownNumber, "The account does not hold \(number).")
            case .numberPoolNotEmpty(let no):
                OperatorError(
                    .numberPoolNotEmpty, "Number pool \(no) still holds numbers or bindings, or is applied for.")
            case .unknownNumberApplication(let id):
                OperatorError(.unknownNumberApplication, "There is no application \(id).")
            case .numberApplicationClosed(let id):
                OperatorError(.numberApplicationClosed, "Application \(id) has been decided.")
            case .numberNotFree(let number):
                OperatorError(.numberNotFree, "\(number) is bound, reserved, resting or not in use.")
            case .unknownNumberReservation(let id):
                OperatorError(.unknownNumberReservation, "There is no reservation \(id) in force.")
            case .binding(.numberNotEnough):
                OperatorError(.numberNotEnough, "There are not so many free numbers.")
            case .binding(.numberNotInPool(let number)):
                OperatorError(.numberNotInPool, "\(number) is not in this pool.")
            // Bindings are made elsewhere.
            case .binding: .unexpected
            case .mismatchedServiceTypes(let type, let subType):
                .invalidParameter(
                    "Sub-service type \(subType.rawValue) does not belong to service type \(type.rawValue).")
            case .quotaExceeded(let kind, let limit):
                OperatorError(.quotaExceeded, "The account may have \(limit) \(kind.rawValue) and no more.")
            case .simCard(let error): OperatorError(error)
            case .unknownSIMPool(let id): OperatorError(.unknownSIMPool, "There is no SIM pool \(id).")
            case .poolDiscarded(let id): OperatorError(.simPoolDiscarded, "SIM pool \(id) is discarded.")
            case .poolHasCards(let id):
                OperatorError(.simPoolHasCards, "SIM pool \(id) has cards that are not deregistered.")
            case .poolOfOtherKind(let id):
                OperatorError(.simPoolOfOtherKind, "SIM pool \(id) is of the other kind.")
            case .backwardPoolOfOtherCarrier(let carrier):
                OperatorError(.backwardPoolOfOtherCarrier, "Backward pools are of telecom only, not \(carrier.name).")
            case .unknownWorkOrder(let id):
                OperatorError(.unknownWorkOrder, "There is no work order \(id) that waits for a decision.")
            case .unknownPricePlan(let id): OperatorError(.unknownPricePlan, "There is no price plan \(id).")
            case .pricePlanExists(let id):
                OperatorError(.pricePlanExists, "There is a price plan \(id) with other contents.")
            case .unknownOrder(let id): OperatorError(.unknownOrder, "There is no order \(id).")
            case .orderOfOtherPlan(let id, let plan):
                OperatorError(.orderOfOtherPlan, "Order \(id) is of price plan \(plan).")
            case .orderInPool(let id, let pool):
                OperatorError(.orderInPool, "Order \(id) is in SIM pool \(pool) already.")
            case .mixedPricePlans(let plans):
                OperatorError(
                    .mixedPricePlans,
                    "The orders of a pool have to be of one price plan; these are of "
                        + plans.map(\.description).joined(separator: ", ") + ".")
            case .tooManyOrders(let limit):
                .invalidParameter("The order numbers, separated by commas, have to fit \(limit) characters.")
            case .futurePoolStart(let cycle):
                .invalidParameter("The pool would begin in \(cycle), which has not begun.")
            case .illegalBillingCycle(let text):
                .invalidParameter("\"\(text)\" is no billing cycle that has begun.")
            case .sms(.unknownMessage(let id)):
                OperatorError(.unknownSMSMessage, "There is no short message \(id).")
            case .sms(.reportedOtherwise(let id, let status)):
                OperatorError(.smsReportedOtherwise, "Short message \(id) was reported as \(status.name).")
            // Cards are labelled, policies made and messages written elsewhere.
            case .simLabel, .networkPolicy, .sms(.unknownRecipients), .sms(.unreachable): .unexpected
            case .access(let error): OperatorError(error)
            }
    }
}
