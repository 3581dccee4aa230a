package import TelepoolTime

/// What state a SIM card is in (`reference/huawei-gsl.md`, 5.2).
package enum SIMCardStatus: Int64, Sendable, CaseIterable {
    /// 可测试
    case testable = 10
    /// 未激活
    case inactive = 11
    /// 可激活
    case activatable = 13
    /// 已停用; still counts as activated.
    case suspended = 14
    /// 在用
    case inUse = 20
    /// 已拆机
    case disassembled = 30

    /// Whether a card in this state can be activated.
    package var isActivatable: Bool { self == .testable || self == .activatable }

    /// What a card in this state counts as in its pool.
    package var membership: Membership {
        switch self {
        case .testable, .inactive, .activatable: .inactive
        case .suspended, .inUse: .activated
        case .disassembled: .disassembled
        }
    }
}

/// What a card counts as in a pool; only activated cards bring data along (5.3).
package enum Membership: Sendable, CaseIterable {
    case activated, inactive, disassembled
}

/// A SIM card as it is delivered.
package struct SIMCard: Sendable, Equatable {
    /// 19 or 20 digits.
    package var iccid: String
    package var msisdn: String?
    package var imsi: String?
    package var status: SIMCardStatus
    package var activatedAt: Timestamp?
    package var disassembledAt: Timestamp?

    package init(
        iccid: String, msisdn: String? = nil, imsi: String? = nil, status: SIMCardStatus, activatedAt: Timestamp? = nil,
        disassembledAt: Timestamp? = nil
    ) {
        self.iccid = iccid
        self.msisdn = msisdn
        self.imsi = imsi
        self.status = status
        self.activatedAt = activatedAt
        self.disassembledAt = disassembledAt
    }
}
