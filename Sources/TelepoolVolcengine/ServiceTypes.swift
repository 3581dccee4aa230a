import TelepoolDomain

/// The labels and the reading of the types (`reference/volcengine-vms.md`, 4.0).
extension ServiceType {
    /// The value of `ServiceTypeName` (6.16).
    package var label: String {
        switch self {
        case .ordinary: "普通号码"
        case .privacy: "隐私号"
        }
    }

    /// The type with this code.
    init(code: Int64) throws(VolcengineError) {
        guard let type = ServiceType(rawValue: code) else { throw .invalidParameter("ServiceType") }
        self = type
    }
}

extension SubServiceType {
    /// The value of `SubServiceTypeName`.
    package var label: String {
        switch self {
        case .voiceSIP: "语音SIP"
        case .voiceNotification: "语音通知"
        case .twoWayCall: "双向呼叫"
        case .smartOutboundCall: "智能外呼"
        case .twoWayCallLite: "双呼lite"
        case .twoWayCallMobile: "双呼 mobile"
        case .cloudContactCenter: "云联络中心"
        case .numberHosting: "号码托管"
        case .axb: "AXB"
        case .axn: "AXN"
        case .axne: "AXNE"
        case .axyb: "AXYB"
        case .paxyb: "PAXYB"
        case .axg: "AXG"
        }
    }

    /// The type with this code.
    init(code: Int64) throws(VolcengineError) {
        guard let type = SubServiceType(rawValue: code) else { throw .invalidParameter("SubServiceType") }
        self = type
    }
}
