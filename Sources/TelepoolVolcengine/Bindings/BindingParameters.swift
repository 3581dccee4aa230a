import TelepoolDomain
import TelepoolNumbering
import TelepoolTime

/// Reads what the operations on bindings have in common (`reference/volcengine-vms.md`, 4.6).
extension VolcengineParameters {
    func pool(_ name: String = "NumberPoolNo") throws(VolcengineError) -> NumberPoolNo {
        let text = try requiredText(name)
        guard !text.isEmpty else { throw .missingParameter(name) }
        return NumberPoolNo(text)
    }

    func subscription(_ name: String = "SubId") throws(VolcengineError) -> SubscriptionID {
        let text = try requiredText(name)
        guard !text.isEmpty else { throw .missingParameter(name) }
        return SubscriptionID(text)
    }

    /// A phone number; `nil` where it is absent or empty.
    func phone(_ name: String) throws(VolcengineError) -> PhoneNumber? {
        guard let text = try filter(text: name) else { return nil }
        guard let phone = PhoneNumber(text) else { throw .invalidParameter(name) }
        return phone
    }

    func requiredPhone(_ name: String) throws(VolcengineError) -> PhoneNumber {
        guard let phone = try phone(name) else { throw .missingParameter(name) }
        return phone
    }

    func details() throws(VolcengineError) -> BindingDetails {
        var details = BindingDetails()
        details.audioRecordFlag = try integer("AudioRecordFlag", in: 0...1) ?? details.audioRecordFlag
        details.callDisplayType = try callDisplayType() ?? details.callDisplayType
        details.userData = try userData() ?? ""
        details.outID = try outID() ?? ""
        return details
    }

    /// 1 … 4; older clients send 0 for what they do not set.
    func callDisplayType() throws(VolcengineError) -> Int64? {
        guard let type = try filter(integer: "CallDisplayType") else { return nil }
        guard (1...4).contains(type) else { throw .invalidParameter("CallDisplayType") }
        return type
    }

    func userData() throws(VolcengineError) -> String? { try text("UserData", limit: 2048) }

    func outID() throws(VolcengineError) -> String? { try text("OutId", limit: 128) }

    /// Which number is to be taken: a given one, or, where there is none, one that is selected.
    func number(
        _ name: String, prefix: String = "", phoneA: PhoneNumber?, phoneB: PhoneNumber?, random: String = "RandomFlag"
    ) throws(VolcengineError) -> NumberChoice {
        if let phone = try phone(name) { return .given(phone) }
        return .selected(try selection(prefix, phoneA: phoneA, phoneB: phoneB, random: random))
    }

    /// How a number is selected. `CityCode` is before the city of a party, that before the cities to fall back to; any
    /// other city will do only if the caller names none.
    ///
    /// - Parameter prefix: what stands before the names of the parameters: `Y` for those of the Y number.
    func selection(
        _ prefix: String = "", phoneA: PhoneNumber?, phoneB: PhoneNumber?, random: String = "RandomFlag"
    ) throws(VolcengineError) -> NumberSelection {
        let named = try filter(text: "\(prefix)CityCode")
        let party: PhoneNumber?
        switch try filter(text: "\(prefix)CityCodeByPhoneNo") {
        case nil, "A": party = phoneA
        case "B": party = phoneB
        default: throw .invalidParameter("\(prefix)CityCodeByPhoneNo")
        }
        let first = named ?? party.flatMap { City.of(landline: $0.description)?.areaCode }
        let others = try texts("\(prefix)DegradeCityList") ?? []
        guard others.count <= 5 else { throw .invalidParameter("\(prefix)DegradeCityList") }
        var codes = first.map { [$0] } ?? []
        var hasOthers = false
        for code in others {
            // The capital of the province.
            let code = code == "PNPC" ? first.flatMap { City.find(areaCode: $0)?.capitalCode } : code
            guard let code else { continue }
            hasOthers = true
            if !codes.contains(code) { codes.append(code) }
        }
        return NumberSelection(
            cityCodes: codes, allowsOtherCities: named == nil && !hasOthers,
            isRandom: try integer(random, in: 0...1) == 1)
    }

    func integer(_ name: String, in range: ClosedRange<Int64>) throws(VolcengineError) -> Int64? {
        guard let integer = try integer(name) else { return nil }
        guard range.contains(integer) else { throw .invalidParameter(name) }
        return integer
    }
}

/// When a binding ends: more than a minute from now, and before 2038.
struct ExpireTime: Sendable {
    /// 2038-01-01 00:00:00 in Beijing.
    private static let latest = Timestamp(seconds: 2_145_888_000)

    private let time: Timestamp

    init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        guard let time = try Self.find(parameters) else { throw .missingParameter("ExpireTime") }
        self = time
    }

    /// `nil` where it is absent, or 0, as older clients send it.
    static func find(_ parameters: VolcengineParameters) throws(VolcengineError) -> ExpireTime? {
        guard let seconds = try parameters.filter(integer: "ExpireTime") else { return nil }
        guard (1..<latest.seconds).contains(seconds) else { throw .invalidParameter("ExpireTime") }
        return ExpireTime(time: Timestamp(seconds: seconds))
    }

    private init(time: Timestamp) {
        self.time = time
    }

    /// The time, if it is late enough.
    func checked(at now: Timestamp) throws(VolcengineError) -> Timestamp {
        // The wording of the live service.
        guard time > now.adding(seconds: 60) else { throw .illegalArgument("ExpireTime must be 1 minute later") }
        return time
    }
}
