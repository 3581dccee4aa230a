package import TelepoolDomain
import TelepoolJSON
import TelepoolREST

/// An error of SIM pools and what surrounds them, or of the gateway before them (`reference/huawei-gsl.md`, 3).
package struct HuaweiError: RESTFailure, Equatable {
    /// Who answers; the shapes differ (3.1).
    package enum Layer: Sendable {
        case gateway
        case service
    }

    package var layer: Layer
    package var status: Int
    package var code: String
    package var message: String

    package func body(requestID: String) -> [UInt8] {
        var json = JSONWriter()
        json.object {
            switch layer {
            case .gateway:
                $0.member("error_msg", message)
                $0.member("error_code", code)
                $0.member("request_id", requestID)
            case .service:
                $0.member("error_code", code)
                $0.member("error_msg", message)
            }
        }
        return json.bytes
    }

    private static func gateway(_ status: Int, _ code: String, _ message: String) -> HuaweiError {
        HuaweiError(layer: .gateway, status: status, code: code, message: message)
    }

    static func service(_ status: Int, _ code: String, _ message: String) -> HuaweiError {
        HuaweiError(layer: .service, status: status, code: code, message: message)
    }
}

// MARK: - Service (3.2)

extension HuaweiError {
    /// A parameter is malformed or out of its range.
    package static let invalidParameter = service(400, "GSL.00010004", "参数异常")
    /// A billing cycle that does not exist or has not begun.
    package static let illegalBillingCycle = service(403, "GSL.00011004", "账期不合法,请检查!")
    package static let unexpected = service(500, "GSL.00010003", "系统繁忙,请稍后重试。")
    // Compatibility: the vendor documents this code with 500 only; 503 tells clients that a retry makes sense.
    package static let unavailable = service(503, "GSL.00010003", "系统繁忙,请稍后重试。")

    package init(_ error: DomainError) {
        self =
            switch error {
            case .illegalBillingCycle: .illegalBillingCycle
            case .simLabel(let error): HuaweiError(error)
            case .networkPolicy(let error): HuaweiError(error)
            case .sms(let error): HuaweiError(error)
            // Nothing that this face offers can break the rules of the others.
            case .unknownNumberPool, .unknownNumber, .numberNotFree, .unknownNumberReservation, .numberPoolNotEmpty,
                .unknownNumberApplication,
                .numberApplicationClosed, .binding, .numberPoolInUse,
                .mismatchedServiceTypes,
                .numberPoolQuotaExceeded,
                .unknownPricePlan, .pricePlanExists, .unknownOrder, .orderOfOtherPlan, .orderInPool, .mixedPricePlans,
                .tooManyOrders, .futurePoolStart, .accountExists, .userExists:
                .unexpected
            }
    }
}

// MARK: - Gateway (3.4)

extension HuaweiError {
    package static let unknownPath = gateway(
        404, "APIGW.0101", "The API does not exist or has not been published in the environment")
    package static let otherMethods = gateway(404, "APIGW.0101", "The API does not exist")
    package static let malformedRequest = gateway(400, "APIGW.0201", "API request error")
    package static let repeatedDifferently = malformedRequest
    // Compatibility: the vendor documents no answer to a body that does not arrive; HTTP has a status for it.
    package static let requestTimeout = gateway(408, "APIGW.0201", "API request error: the body is late")
    package static let tokenExpired = gateway(401, "APIGW.0307", "The token must be updated")

    package static func bodyTooLarge(limit: Int) -> HuaweiError {
        gateway(413, "APIGW.0201", "Request entity too large: more than \(limit) bytes")
    }

    /// - Parameter detail: one of the texts that the gateway's documentation lists.
    package static func unauthorized(_ detail: String) -> HuaweiError {
        gateway(401, "APIGW.0301", "Incorrect IAM authentication information: \(detail)")
    }

    package static func forbidden(_ operation: String) -> HuaweiError {
        gateway(403, "APIGW.0302", "The IAM user is not authorized to access the API: \(operation)")
    }
}
