import TelepoolHuawei
import TelepoolREST
import TelepoolServer

extension ServeSettings {
    /// The greatest number of calls a second that can be set.
    private static let greatestRate = 1_000_000

    /// `none`, `vendor`, or calls a second with those of single operations: `10,ListSimCards=2`.
    static func rateLimits(_ text: String) throws(Problem) -> RateLimits? {
        switch text {
        case "none", "": return nil
        case "vendor": return .vendor
        default:
            let parts = text.split(separator: ",", omittingEmptySubsequences: false)
            var limits = RateLimits(rate: try rate(parts[0], of: text))
            for part in parts.dropFirst() {
                guard let equals = part.firstIndex(of: "=") else { throw malformed(text) }
                let operation = String(part[..<equals])
                guard HuaweiOperations.all.contains(where: { $0.name == operation }) else {
                    throw Problem(
                        description:
                            "--rate-limit names \(operation), which is no operation of Huawei Cloud's interface.")
                }
                limits.exceptions[operation] = try rate(part[part.index(after: equals)...], of: text)
            }
            return limits
        }
    }

    private static func rate(_ calls: Substring, of text: String) throws(Problem) -> RateLimits.Rate {
        guard let calls = Int(calls), (1...greatestRate).contains(calls) else { throw malformed(text) }
        return RateLimits.Rate(calls: calls)
    }

    private static func malformed(_ text: String) -> Problem {
        Problem(
            description: """
                --rate-limit has to be none, vendor, or calls a second from 1 to \(greatestRate) such as 10 or \
                10,ListSimCards=2, not "\(text)".
                """)
    }
}
