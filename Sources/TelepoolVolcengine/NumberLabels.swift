import TelepoolDomain
import TelepoolJSON
import TelepoolTime

/// The labels of numbers (`reference/volcengine-vms.md`, 4.0).
extension NumberStatus {
    /// The value of `NumberStatusDesc`.
    package var label: String {
        switch self {
        case .inUse: "使用中"
        case .disabledByUser: "用户停用"
        case .disabledByPlatform: "平台停用"
        case .cancelled: "已注销"
        case .cancelledByPlatform: "平台注销"
        }
    }
}

extension NumberType {
    /// The value of `NumberTypeDesc`.
    package var label: String {
        switch self {
        case .mobile: "手机"
        case .landline: "固话"
        }
    }
}

extension JSONWriter {
    /// Writes a time in the form of VMS's lists, in Beijing: `2022-09-23 02:57:15`.
    mutating func member(_ name: StaticString, beijingTime time: Timestamp) {
        let text = CivilTime(time, offset: CivilTime.beijing).formatted {
            $0.appendISO8601(to: &$1, fraction: 0, zone: "")
        }
        member(name, text.replacing("T", with: " "))
    }
}
