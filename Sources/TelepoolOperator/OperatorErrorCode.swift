extension OperatorError {
    /// What kind of error it is, with the status that it is answered with.
    package struct Code: Sendable, Hashable {
        package let status: Int
        package let name: String

        private init(_ status: Int, _ name: String) {
            self.status = status
            self.name = name
        }
    }
}

// MARK: - Of every operation

extension OperatorError.Code {
    package static let invalidParameter = Self(400, "InvalidParameter")
    package static let malformedRequest = Self(400, "MalformedRequest")
    package static let unauthorized = Self(401, "Unauthorized")
    package static let accessDenied = Self(403, "AccessDenied")
    package static let notFound = Self(404, "NotFound")
    package static let methodNotAllowed = Self(405, "MethodNotAllowed")
    package static let requestTimeout = Self(408, "RequestTimeout")
    package static let idempotencyMismatch = Self(409, "IdempotencyMismatch")
    package static let bodyTooLarge = Self(413, "BodyTooLarge")
    package static let internalError = Self(500, "InternalError")
    package static let serviceUnavailable = Self(503, "ServiceUnavailable")

    /// What any operation may be refused for.
    static let common = [
        invalidParameter, malformedRequest, unauthorized, accessDenied, requestTimeout, bodyTooLarge, internalError,
        serviceUnavailable,
    ]
}

// MARK: - Of rules

extension OperatorError.Code {
    package static let accountExists = Self(409, "AccountExists")
    package static let backwardPoolOfOtherCarrier = Self(409, "BackwardPoolOfOtherCarrier")
    package static let iccidTaken = Self(409, "ICCIDTaken")
    package static let mixedPricePlans = Self(409, "MixedPricePlans")
    package static let numberApplicationClosed = Self(409, "NumberApplicationClosed")
    package static let numberNotEnough = Self(409, "NumberNotEnough")
    package static let numberNotFree = Self(409, "NumberNotFree")
    package static let numberNotInPool = Self(409, "NumberNotInPool")
    package static let numberPoolInUse = Self(409, "NumberPoolInUse")
    package static let numberPoolNotEmpty = Self(409, "NumberPoolNotEmpty")
    package static let orderInPool = Self(409, "OrderInPool")
    package static let orderOfOtherPlan = Self(409, "OrderOfOtherPlan")
    package static let pricePlanExists = Self(409, "PricePlanExists")
    package static let quotaExceeded = Self(409, "QuotaExceeded")
    package static let simCardDeregistered = Self(409, "SIMCardDeregistered")
    package static let simPoolDiscarded = Self(409, "SIMPoolDiscarded")
    package static let simPoolHasCards = Self(409, "SIMPoolHasCards")
    package static let simPoolOfOtherKind = Self(409, "SIMPoolOfOtherKind")
    package static let smsReportedOtherwise = Self(409, "SMSReportedOtherwise")
    package static let unknownAccount = Self(404, "UnknownAccount")
    package static let unknownNumber = Self(404, "UnknownNumber")
    package static let unknownNumberApplication = Self(404, "UnknownNumberApplication")
    package static let unknownNumberPool = Self(404, "UnknownNumberPool")
    package static let unknownNumberReservation = Self(404, "UnknownNumberReservation")
    package static let unknownOrder = Self(404, "UnknownOrder")
    package static let unknownPricePlan = Self(404, "UnknownPricePlan")
    package static let unknownSIMCard = Self(404, "UnknownSIMCard")
    package static let unknownSIMPool = Self(404, "UnknownSIMPool")
    package static let unknownSMSMessage = Self(404, "UnknownSMSMessage")
    package static let unknownWorkOrder = Self(404, "UnknownWorkOrder")
    package static let userExists = Self(409, "UserExists")
}
