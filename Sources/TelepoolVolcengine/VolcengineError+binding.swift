import TelepoolDomain

/// The errors of bindings, all with HTTP 200 (`reference/volcengine-vms.md`, 3.5).
extension VolcengineError {
    package static let subscriptionEmpty = VolcengineError(200, 200_111, "SubscriptionEmpty", "绑定关系不存在")
    package static let conflictWithExisting = VolcengineError(
        200, 200_112, "ConflictWithExisting", "与现有绑定关系冲突")
    package static let phoneNoXBConflicted = VolcengineError(200, 200_113, "PhoneNoXBConflicted", "XB号码冲突")
    package static let phoneNoXOccupied = VolcengineError(200, 200_114, "PhoneNoXOccupied", "X号码被占用")
    package static let phoneNoEOccupied = VolcengineError(200, 200_115, "PhoneNoEOccupied", "E号码被占用")
    package static let illegalPhoneNoX = VolcengineError(200, 200_116, "IllegalPhoneNoX", "无效的X号码")
    package static let illegalPhoneNoY = VolcengineError(200, 200_117, "IllegalPhoneNoY", "无效的Y号码")
    package static let blockNumber = VolcengineError(200, 200_118, "BlockNumber", "号码禁用")
    package static let numberNotEnough = VolcengineError(200, 200_119, "NumberNotEnough", "号码不足")
    package static let unsupportedOperation = VolcengineError(200, 200_120, "UnsupportedOperation", "不支持的操作")
    package static let upgradeError = VolcengineError(200, 200_121, "UpgradeError", "AX升级AXB失败")
    package static let canNotUpdate = VolcengineError(200, 200_123, "CanNotUpdate", "不能更新")
    package static let xCanNotEqualsY = VolcengineError(200, 200_122, "XCanNotEqualsY", "X不能和Y相同")

    init(_ error: BindingError) {
        self =
            switch error {
            case .unknown: .subscriptionEmpty
            case .poolOfOtherType: .unsupportedOperation
            case .numberNotInPool: .illegalPhoneNoX
            case .numberBlocked: .blockNumber
            case .numberNotEnough: .numberNotEnough
            case .partyAConflicts: .conflictWithExisting
            case .partyBConflicts: .phoneNoXBConflicted
            case .extensionOccupied: .phoneNoEOccupied
            case .numberOccupied: .phoneNoXOccupied
            case .hasPartyB: .upgradeError
            case .cannotUpdate: .canNotUpdate
            case .samePhone: .illegalArgument("PhoneNoA, PhoneNoB and PhoneNoX have to be different")
            case .sameNumbers: .xCanNotEqualsY
            }
    }
}
