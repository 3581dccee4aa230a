import TelepoolDomain
import TelepoolJSON

/// How the contract shows what a price plan is, where two operations show the same (`reference/huawei-gsl.md`, 4.11 and
/// 4.12).
extension PricePlan {
    /// Where all plans here are of use: `1.中国`.
    static let location: Int64 = 1
    static let locationName = "中国"
    /// Plans here begin when a card is activated.
    static let beginsAtActivation: Int64 = 1

    /// Writes when the plan begins and how long a card may lie unused; nothing of the latter where it may forever.
    func writeBeginning(to json: inout JSONWriter) {
        json.member("effect_type", Self.beginsAtActivation)
        if let silentPeriod {
            json.member("silent_period_day", silentPeriod.length)
            json.member("silent_period_unit", silentPeriod.unit.rawValue)
        }
    }
}
