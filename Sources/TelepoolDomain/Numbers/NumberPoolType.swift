/// What the numbers of a pool are for (`reference/volcengine-vms.md`, 4.0).
package enum ServiceType: Int64, Sendable, CaseIterable {
    /// 普通号码
    case ordinary = 100
    /// 隐私号
    case privacy = 200
}

/// The kinds of each ``ServiceType`` (`reference/volcengine-vms.md`, 4.0 and 6.21).
package enum SubServiceType: Int64, Sendable, CaseIterable {
    /// 语音SIP
    case voiceSIP = 101
    /// 语音通知
    case voiceNotification = 102
    /// 双向呼叫
    case twoWayCall = 103
    /// 智能外呼
    case smartOutboundCall = 104
    /// 双呼lite
    case twoWayCallLite = 105
    /// 双呼 mobile
    case twoWayCallMobile = 106
    /// 云联络中心
    case cloudContactCenter = 107
    /// 号码托管
    case numberHosting = 108
    case axb = 201
    case axn = 202
    case axne = 203
    case axyb = 204
    case paxyb = 205
    case axg = 206

    /// The type that this one belongs to.
    package var serviceType: ServiceType {
        rawValue < 200 ? .ordinary : .privacy
    }
}

extension ServiceType {
    /// A type as the schema keeps it; its check admits no other code.
    init(stored code: Int64) {
        guard let type = ServiceType(rawValue: code) else { preconditionFailure("the schema admits known types only") }
        self = type
    }
}

extension SubServiceType {
    /// A type as the schema keeps it; its check admits no other code.
    init(stored code: Int64) {
        guard let type = SubServiceType(rawValue: code) else {
            preconditionFailure("the schema admits known types only")
        }
        self = type
    }
}
