/// What state a number is in (`reference/volcengine-vms.md`, 4.0).
package enum NumberStatus: Int64, Sendable, CaseIterable {
    /// 使用中
    case inUse = 1
    /// 用户停用
    case disabledByUser = 2
    /// 平台停用
    case disabledByPlatform = 3
    /// 已注销
    case cancelled = 4
    /// 平台注销
    case cancelledByPlatform = 6

    /// Whether the number is no longer part of its pool's count (6.15).
    package var isCancelled: Bool { self == .cancelled || self == .cancelledByPlatform }

    /// A state as the schema keeps it; its check admits no other code.
    init(stored code: Int64) {
        guard let status = NumberStatus(rawValue: code) else {
            preconditionFailure("the schema admits known states only")
        }
        self = status
    }
}

/// What network a number is of (`reference/volcengine-vms.md`, 4.0).
package enum NumberType: Int64, Sendable, CaseIterable {
    /// 手机
    case mobile = 0
    /// 固话
    case landline = 1

    init(stored code: Int64) {
        guard let type = NumberType(rawValue: code) else { preconditionFailure("the schema admits known types only") }
        self = type
    }
}
