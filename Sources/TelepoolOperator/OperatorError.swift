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

    package init(_ status: Int, _ code: String, _ message: String) {
        self.status = status
        self.code = code
        self.message = message
    }

    package static func invalidParameter(_ message: String) -> OperatorError {
        OperatorError(400, "InvalidParameter", message)
    }

    package static func unauthorized(_ message: String) -> OperatorError {
        OperatorError(401, "Unauthorized", message)
    }

    /// - Parameter operation: the operation that was refused.
    package static func forbidden(_ operation: String) -> OperatorError {
        OperatorError(403, "AccessDenied", "Your role does not allow \(operation).")
    }

    package static let tokenExpired = OperatorError(401, "Unauthorized", "The token has expired.")
    package static let malformedRequest = OperatorError(400, "MalformedRequest", "The request cannot be read.")
    package static let unknownPath = OperatorError(404, "NotFound", "There is no such resource.")
    package static let otherMethods = OperatorError(
        405, "MethodNotAllowed", "The resource does not have this method.")
    package static let requestTimeout = OperatorError(
        408, "RequestTimeout", "The body of the request did not arrive in time.")
    package static let repeatedDifferently = OperatorError(
        409, "IdempotencyMismatch", "Another request was made with the same Idempotency-Key.")
    package static func bodyTooLarge(limit: Int) -> OperatorError {
        OperatorError(413, "BodyTooLarge", "The body of the request is larger than \(limit) bytes.")
    }
    package static let unexpected = OperatorError(
        500, "InternalError", "The request failed for a reason that is in the server's log under its id.")
    package static let unavailable = OperatorError(
        503, "ServiceUnavailable", "The service is temporarily unavailable. Try again later.")

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
    /// The code for a rule that was broken.
    package init(_ error: DomainError) {
        self =
            switch error {
            case .unknownNumberPool(let no): OperatorError(404, "UnknownNumberPool", "There is no number pool \(no).")
            case .numberPoolInUse(let no):
                OperatorError(
                    409, "NumberPoolInUse", "The type of number pool \(no) cannot change while it holds numbers.")
            case .unknownNumber(let number): OperatorError(404, "UnknownNumber", "The account does not hold \(number).")
            case .numberPoolNotEmpty(let no):
                OperatorError(
                    409, "NumberPoolNotEmpty", "Number pool \(no) still holds numbers or bindings, or is applied for.")
            case .unknownNumberApplication(let id):
                OperatorError(404, "UnknownNumberApplication", "There is no application \(id).")
            case .numberApplicationClosed(let id):
                OperatorError(409, "NumberApplicationClosed", "Application \(id) has been decided.")
            case .numberNotFree(let number):
                OperatorError(409, "NumberNotFree", "\(number) is bound, reserved, resting or not in use.")
            case .unknownNumberReservation(let id):
                OperatorError(404, "UnknownNumberReservation", "There is no reservation \(id) in force.")
            case .binding(.numberNotEnough):
                OperatorError(409, "NumberNotEnough", "There are not so many free numbers.")
            // Bindings are made elsewhere.
            case .binding: .unexpected
            case .mismatchedServiceTypes(let type, let subType):
                .invalidParameter(
                    "Sub-service type \(subType.rawValue) does not belong to service type \(type.rawValue).")
            case .numberPoolQuotaExceeded(let limit):
                OperatorError(409, "QuotaExceeded", "The account has its limit of \(limit) number pools.")
            case .unknownPricePlan(let id): OperatorError(404, "UnknownPricePlan", "There is no price plan \(id).")
            case .pricePlanExists(let id):
                OperatorError(409, "PricePlanExists", "There is a price plan \(id) with other contents.")
            case .unknownOrder(let id): OperatorError(404, "UnknownOrder", "There is no order \(id).")
            case .orderOfOtherPlan(let id, let plan):
                OperatorError(409, "OrderOfOtherPlan", "Order \(id) is of price plan \(plan).")
            case .orderInPool(let id, let pool):
                OperatorError(409, "OrderInPool", "Order \(id) is in SIM pool \(pool) already.")
            case .mixedPricePlans(let plans):
                OperatorError(
                    409, "MixedPricePlans",
                    "The orders of a pool have to be of one price plan; these are of "
                        + plans.map(\.description).joined(separator: ", ") + ".")
            case .tooManyOrders(let limit):
                .invalidParameter("The order numbers, separated by commas, have to fit \(limit) characters.")
            case .futurePoolStart(let cycle):
                .invalidParameter("The pool would begin in \(cycle), which has not begun.")
            case .illegalBillingCycle(let text):
                .invalidParameter("\"\(text)\" is no billing cycle that has begun.")
            case .sms(.unknownMessage(let id)):
                OperatorError(404, "UnknownSMSMessage", "There is no short message \(id).")
            case .sms(.reportedOtherwise(let id, let status)):
                OperatorError(409, "SMSReportedOtherwise", "Short message \(id) was reported as \(status.name).")
            // Cards are labelled, policies made and messages written elsewhere.
            case .simLabel, .networkPolicy, .sms(.unknownRecipients), .sms(.unreachable): .unexpected
            case .accountExists(let name): OperatorError(409, "AccountExists", "There is an account named \(name).")
            case .userExists(let name): OperatorError(409, "UserExists", "There is a user named \(name).")
            }
    }
}
