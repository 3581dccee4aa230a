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
    package static let unknownPool = service(403, "GSL.00014003", "您操作的流量池不存在,请检查!")
    package static let tooManyICCIDs = service(400, "GSL.00011010", "iccid 超过个数限制。")
    package static let unsupportedCarrier = service(400, "GSL.00011063", "不支持切换的目标运营商")
    package static let unexpected = service(500, "GSL.00010003", "系统繁忙,请稍后重试。")
    // Compatibility: the vendor documents this code with 500 only; 503 tells clients that a retry makes sense.
    package static let unavailable = service(503, "GSL.00010003", "系统繁忙,请稍后重试。")

    /// - Parameter iccids: what the call named; of many, the first are told, as a message has a limit (3.1).
    package static func unknownICCIDs(_ iccids: [String]) -> HuaweiError {
        service(400, "GSL.00011011", "iccid:[\(iccids.prefix(20).joined(separator: ","))] 不存在")
    }

    package init(_ error: DomainError) {
        self =
            switch error {
            case .illegalBillingCycle: .illegalBillingCycle
            case .unknownSIMPool, .poolOfOtherKind: .unknownPool
            case .simCard(let error): HuaweiError(error)
            case .simLabel(let error): HuaweiError(error)
            case .networkPolicy(let error): HuaweiError(error)
            case .sms(let error): HuaweiError(error)
            // Nothing that this face offers can break the rules of the others.
            case .unknownNumberPool, .unknownNumber, .numberNotFree, .unknownNumberReservation, .numberPoolNotEmpty,
                .unknownNumberApplication,
                .numberApplicationClosed, .binding, .numberPoolInUse,
                .mismatchedServiceTypes,
                .quotaExceeded, .poolDiscarded, .poolHasCards, .backwardPoolOfOtherCarrier,
                .unknownWorkOrder,
                .unknownPricePlan, .pricePlanExists, .unknownOrder, .orderOfOtherPlan, .orderInPool, .mixedPricePlans,
                .tooManyOrders, .futurePoolStart, .access:
                .unexpected
            }
    }
}

extension HuaweiError {
    /// The code for a rule of SIM cards that was broken (4.7). Where the vendor's text is not known, the text is ours.
    private init(_ error: SIMCardError) {
        self =
            switch error {
            case .unknown: .unknownSIMCard
            case .notOffered: .notAvailableForCard
            case .unsupportedSpeed: .service(400, "GSL.00011016", "不支持的限制速率")
            case .unknownPolicy: .service(400, "GSL.00015028", "策略不存在!")
            case .unfinished(.stop):
                .service(403, "GSL.00016010", "您操作的卡仍有未完成的停机受理单,请勿重复操作。")
            case .unfinished(.enable):
                .service(403, "GSL.00016015", "您操作的卡仍有未完成的激活受理单,请勿重复操作。")
            case .unfinished: .service(403, "GSL.00016009", "您操作的卡仍有未完成的复机受理单,请勿重复操作。")
            case .noDataLeft: .service(403, "GSL.00016013", "您操作的卡流量已用完,请购买流量叠加包或联系工作人员处理。")
            case .notActivatable(let status):
                .service(403, "GSL.00016014", "您操作的卡状态已为\(status.label),无法发起激活操作。")
            case .repeatedTooSoon: .service(403, "GSL.00016016", "5分钟内不允许重复操作,请稍作等待。")
            case .notSuspended: .service(403, "GSL.00016019", "只有已停用状态的卡,才能发起复机操作。")
            case .notInUse: .service(403, "GSL.00016020", "只有在用状态的卡,才能发起停机操作。")
            case .disassembled: .unknownSIMCard
            // Cards are replaced elsewhere.
            case .iccidTaken: .unexpected
            }
    }
}

extension SIMCardStatus {
    /// The vendor's name of the state (4.5).
    var label: String {
        switch self {
        case .testable: "可测试"
        case .inactive: "未激活"
        case .activatable: "可激活"
        case .suspended: "已停用"
        case .inUse: "在用"
        case .disassembled: "已拆机"
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
    package static let throttled = gateway(429, "APIGW.0308", "The throttling threshold has been reached.")
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
