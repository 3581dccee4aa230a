import TelepoolDomain

/// Errors of network switch policies and short messages (`reference/huawei-gsl.md`, 3.2).
extension HuaweiError {
    package static let illegalSwitchOrder = service(400, "GSL.00015039", "切卡顺序格式错误,请检查!")
    // Compatibility: the vendor lists the code without its text.
    /// The operation is not available for the card, because of its carrier or because it has no number.
    package static let notAvailableForCard = service(400, "GSL.00011015", "SIM卡不支持该操作!")

    init(_ error: NetworkPolicyError) {
        self =
            switch error {
            case .sameCarriers: Self.service(400, "GSL.00015032", "优先使用运营商和最不优先使用运营商不能相同!")
            case .noOccasion: Self.service(400, "GSL.00015033", "弱信号切换策略、连接延时切换策略必须设置其中一种!")
            case .exists: Self.service(400, "GSL.00015034", "策略名称已经存在,请检查!")
            case .quotaExceeded: Self.service(400, "GSL.00015035", "登录用户最多可以创建50个策略。")
            case .unknown: Self.service(400, "GSL.00015028", "策略不存在!")
            }
    }

    init(_ error: SMSError) {
        self =
            switch error {
            case .unknownRecipients: .unknownSIMCard
            case .unreachable: .notAvailableForCard
            // Results are reported elsewhere.
            case .unknownMessage, .reportedOtherwise: .unexpected
            }
    }
}
