package import TelepoolDomain
package import TelepoolJSON

/// Binds B, through a number Y, to an AXYB binding (`reference/volcengine-vms.md`, 4.6).
package struct BindYBForAXYB: VolcengineNumberAction {
    package static let access = Access.write(.manager)

    private var parent: SubscriptionID
    private var pool: NumberPoolNo
    private var phoneB: PhoneNumber
    private var number: NumberChoice
    private var seconds: Int64
    private var details: BindingDetails

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        parent = try parameters.subscription("ParentSubId")
        phoneB = try parameters.requiredPhone("PhoneNoB")
        number = try parameters.number("PhoneNoY", phoneA: nil, phoneB: phoneB)
        pool = try parameters.pool()
        guard let seconds = try parameters.integer("EnableDuration", in: 1...Int64(Int32.max)) else {
            throw .missingParameter("EnableDuration")
        }
        self.seconds = seconds
        details = try parameters.details()
    }

    package func perform(in scope: TenantScope) throws -> Result {
        let binding = try VolcengineError.ofNumberY(pool: "NumberPoolNo") {
            try scope.bindings.bindYB(
                phoneB, to: parent, pool: pool, number: number, seconds: seconds, details: details)
        }
        return Result(binding: binding)
    }

    package struct Result: JSONWritable {
        var binding: Binding

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.member("SubId", binding.id.rawValue)
                $0.member("PhoneNoY", binding.phoneX.description)
                $0.member("Status", binding.status)
            }
        }
    }
}
