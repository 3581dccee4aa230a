import TelepoolDomain
package import TelepoolJSON
import TelepoolNumbering
import TelepoolTime

/// What the operations answer that bind.
package struct BindingResult: JSONWritable {
    var binding: Binding
    var numberCityCode: String
    var showsStatus = true

    init(_ binding: Binding, in scope: TenantScope, showsStatus: Bool = true) throws {
        self.binding = binding
        numberCityCode = try scope.numbers.find(binding.phoneX)?.cityCode ?? ""
        self.showsStatus = showsStatus
    }

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("SubId", binding.id.rawValue)
            $0.member("PhoneNoX", binding.phoneX.description)
            $0.member("PhoneNoXCityCode", numberCityCode)
            $0.member("PhoneNoA", binding.phoneA.description)
            $0.member("PhoneNoACityCode", City.of(landline: binding.phoneA.description)?.areaCode ?? "")
            if let phoneB = binding.phoneB {
                $0.member("PhoneNoB", phoneB.description)
                $0.member("PhoneNoBCityCode", City.of(landline: phoneB.description)?.areaCode ?? "")
            }
            if let phoneE = binding.phoneE { $0.member("PhoneNoE", phoneE) }
            if showsStatus { $0.member("Status", binding.status) }
        }
    }
}

/// `{"Success":true}`, what the newer operations answer that only do something.
package struct SuccessResult: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { $0.member("Success", true) }
    }
}

/// A bare `true`, what their older forms answer.
package struct TrueResult: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.boolean(true)
    }
}

extension Binding {
    /// 0 已解绑, 1 已绑定 (`reference/volcengine-vms.md`, 4.0)
    var status: Int64 { isLive ? 1 : 0 }
}

extension JSONWriter {
    /// Writes a binding as the operations show it that look it up.
    mutating func binding(_ binding: Binding, timesAsText: Bool) {
        object {
            $0.member("SubId", binding.id.rawValue)
            if timesAsText, let parent = binding.parent { $0.member("ParentSubId", parent.rawValue) }
            $0.member("PhoneNoA", binding.phoneA.description)
            if let phoneB = binding.phoneB { $0.member("PhoneNoB", phoneB.description) }
            if binding.kind == .yb {
                $0.member("PhoneNoY", binding.phoneX.description)
            } else {
                $0.member("PhoneNoX", binding.phoneX.description)
            }
            if let phoneE = binding.phoneE { $0.member("PhoneNoE", phoneE) }
            $0.member("Status", binding.status)
            $0.member("RecordFlag", binding.details.audioRecordFlag)
            if timesAsText {
                $0.member("EnableTime", beijingTime: binding.enabledAt)
                $0.member("ExpireTime", beijingTime: binding.expiresAt)
            } else {
                $0.member("EnableTime", binding.enabledAt.seconds)
                $0.member("ExpireTime", binding.expiresAt.seconds)
            }
            $0.member("CallDisplayType", binding.details.callDisplayType)
            $0.member("CallDisplayTypeName", binding.details.callDisplayTypeName)
            $0.member("UserData", binding.details.userData)
            $0.member("OutId", binding.details.outID)
        }
    }
}

extension BindingDetails {
    /// `reference/volcengine-vms.md`, 4.0
    fileprivate var callDisplayTypeName: String {
        switch callDisplayType {
        case 2: "A看见B的真实号码"
        case 3: "B看见A的真实号码"
        case 4: "看见对方真实号码"
        default: "不透传"
        }
    }
}
