import TelepoolDomain
import TelepoolJSON

/// Errors of tags and attributes, and of the cards that have them (`reference/huawei-gsl.md`, 3.2).
extension HuaweiError {
    /// A parameter of tags and attributes, which the contract counts among the console's, is malformed.
    package static let invalidLabelParameter = service(400, "GSL.00020004", "参数异常")
    package static let illegalTagName = service(400, "GSL.00022001", "标签名称不合法,请检查!")
    package static let illegalAttributeName = service(400, "GSL.00027001", "自定义属性名称不合法,请检查!")
    package static let attributeNamedLikeColumn = service(
        400, "GSL.00027003", "自定义属性名称和SIM卡管理列字段重复,请重新输入!")
    package static let wrongNumberOfCards = service(
        400, "GSL.000160051", "SIM卡数量必须介于1和500之间,请重新输入!")
    package static let wrongNumberOfTags = service(
        400, "GSL.000160052", "标签数量必须介于0-10之间,请重新输入!")
    package static let unknownSIMCard = service(400, "GSL.00011001", "sim卡不存在或没有SIM卡的访问权限!")
    /// A file that the vendor's console would have uploaded: there is none here.
    package static let unknownFile = service(400, "GSL.00012016", "SIM卡文件不存在,请检查!")

    package static func missingParameter(_ name: String) -> HuaweiError {
        service(400, "GSL.00010004", "\(name):不能为null")
    }

    /// - Parameter ids: what the call named more than once.
    package static func repeated(_ ids: [String]) -> HuaweiError {
        service(
            400, "GSL.000160054",
            bracketed(ids, separator: ", ", after: "以下simCardId/tagId重复,请重新输入!simCardId/tagId : "))
    }

    /// How long a message may be, in characters (3.1).
    private static let longestMessage = 512

    /// A message that ends with a list in brackets, of as many elements as fit.
    private static func bracketed(_ elements: [String], separator: String, after text: String = "") -> String {
        var message = text + "["
        var isFirst = true
        for element in elements {
            let addition = isFirst ? element : separator + element
            guard message.unicodeScalars.count + addition.unicodeScalars.count < longestMessage else { break }
            message += addition
            isFirst = false
        }
        return message + "]"
    }
}

// MARK: - Rules

extension HuaweiError {
    init(_ error: SIMLabelError) {
        self =
            switch error {
            case .tagExists: Self.service(400, "GSL.00022002", "标签名称已存在,请重新输入!")
            case .tagQuotaExceeded: Self.service(400, "GSL.00022003", "登录用户最多可以创建10000个标签。")
            case .unknownTag: Self.service(400, "GSL.00022004", "登录用户没有标签的访问权限。")
            case .unknownCardsOrTags(let ids):
                Self.service(
                    400, "GSL.000160053",
                    Self.bracketed(
                        ids, separator: ", ", after: "以下simCardId/tagId不存在或没有操作权限,请重新输入!simCardId/tagId : "))
            case .attributeExists: Self.service(400, "GSL.00027002", "自定义属性名称已存在,请重新输入!")
            case .attributeQuotaExceeded:
                Self.service(400, "GSL.00027004", "登录用户最多可以创建6个自定义属性。")
            case .unknownAttribute: Self.service(400, "GSL.00027005", "登录用户没有自定义属性的访问权限。")
            case .attributesNotSet(let failures):
                Self.service(
                    400, "GSL.00012031", Self.bracketed(failures.map(Self.text), separator: ","))
            }
    }

    /// A value that could not be set, as JSON (4.15).
    private static func text(_ failure: SIMAttributeFailure) -> String {
        var json = JSONWriter()
        json.object {
            switch failure.reason {
            case .unknownCard: $0.member("fail_reason", unknownSIMCard.message)
            case .notEnabled(let slot): $0.member("fail_reason", "\(SIMAttributeNames.chinese(slot))未启用")
            }
            switch failure.card {
            case .id(let id): $0.member("sim_card_id", id.rawValue)
            case .iccid(let iccid): $0.member("iccid", iccid)
            }
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
