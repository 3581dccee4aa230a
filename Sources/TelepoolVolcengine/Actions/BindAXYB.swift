package import TelepoolDomain
package import TelepoolJSON

/// Binds A to a number X and, if B is known, B to a number Y, so that each sees another number than the other
/// (`reference/volcengine-vms.md`, 4.6).
package struct BindAXYB: VolcengineNumberAction {
    package static let access = Access.write(.manager)
    package static let poolParameters = ["NumberPoolNo", "NumberPoolNoY"]

    private var pool: NumberPoolNo
    private var poolY: NumberPoolNo
    private var phoneA: PhoneNumber
    private var phoneB: PhoneNumber?
    private var numberX: NumberChoice
    private var numberY: NumberChoice
    private var expireTime: ExpireTime
    /// How long B stays bound to Y, in seconds.
    private var ybSeconds: Int64
    /// Whether B is bound to Y at once.
    private var bindsYB: Bool
    private var details: BindingDetails
    private var ybDetails: BindingDetails

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        phoneA = try parameters.requiredPhone("PhoneNoA")
        phoneB = try parameters.phone("PhoneNoB")
        numberX = try parameters.number("PhoneNoX", phoneA: phoneA, phoneB: phoneB)
        numberY = try parameters.number("PhoneNoY", prefix: "Y", phoneA: phoneA, phoneB: phoneB, random: "RandomFlagY")
        pool = try parameters.pool()
        poolY = try parameters.pool("NumberPoolNoY")
        expireTime = try ExpireTime(parameters)
        guard let seconds = try parameters.integer("YbEnableDuration", in: 1...Int64(Int32.max)) else {
            throw .missingParameter("YbEnableDuration")
        }
        ybSeconds = seconds
        bindsYB = try parameters.integer("AutoCreateFlag", in: 0...1) != 0
        details = try parameters.details()
        ybDetails = details
        ybDetails.audioRecordFlag = try parameters.integer("YbAudioRecordFlag", in: 0...1) ?? 1
    }

    package func perform(in scope: TenantScope) throws -> Result {
        let binding = try scope.bindings.bind(
            BindingRequest(
                kind: .axyb, pool: pool, phoneA: phoneA, phoneB: phoneB, number: numberX,
                expiresAt: expireTime.checked(at: scope.now), details: details))
        guard bindsYB, let phoneB else {
            guard try scope.numberPools.find(poolY) != nil else {
                throw VolcengineError.invalidParameter("NumberPoolNoY")
            }
            return Result(binding: binding, yb: nil)
        }
        let yb = try VolcengineError.ofNumberY(pool: "NumberPoolNoY") {
            try scope.bindings.bindYB(
                phoneB, to: binding.id, pool: poolY, number: numberY, seconds: ybSeconds, details: ybDetails)
        }
        return Result(binding: binding, yb: yb)
    }

    package struct Result: JSONWritable {
        var binding: Binding
        var yb: Binding?

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.member("SubId", binding.id.rawValue)
                $0.member("PhoneNoX", binding.phoneX.description)
                $0.member("Status", binding.status)
                if let yb {
                    $0.member("PhoneNoY", yb.phoneX.description)
                    $0.member("YbSubId", yb.id.rawValue)
                    $0.member("YbStatus", yb.status)
                }
            }
        }
    }
}

extension VolcengineError {
    /// Runs what binds a number Y, about which there are codes of its own.
    ///
    /// - Parameter pool: the name of the parameter that names Y's pool.
    static func ofNumberY<Value>(pool: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch DomainError.binding(.numberNotInPool) {
            throw VolcengineError.illegalPhoneNoY
        } catch DomainError.unknownNumberPool {
            throw VolcengineError.invalidParameter(pool)
        }
    }
}
