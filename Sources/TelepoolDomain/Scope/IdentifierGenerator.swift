import Synchronization
import TelepoolTime

/// Makes the identifiers of new things.
///
/// A class, because it remembers the last number it gave.
package final class IdentifierGenerator: Sendable {
    private static let epoch = Timestamp(seconds: 1_577_836_800)
    private static let sequenceBits: Int64 = 12

    private let last = Mutex<Int64>(0)

    package init() {}

    /// A number that is greater than all before it and fits the 53 bits that every JSON reader keeps exactly: the
    /// milliseconds since 2020 and, below them, a sequence of 12 bits that runs ahead of the clock if need be.
    package func number() -> Int64 {
        let now = (Timestamp.now.milliseconds - Self.epoch.milliseconds) << Self.sequenceBits
        return last.withLock { last in
            last = max(now, last + 1)
            return last
        }
    }

    /// 32 lower-case hexadecimal digits by chance, the form of Huawei Cloud's account, project and user ids.
    package func hexadecimal() -> String {
        let (high, low) = (UInt64.random(in: 0...UInt64.max), UInt64.random(in: 0...UInt64.max))
        return Self.padded(high, radix: 16, digits: 16) + Self.padded(low, radix: 16, digits: 16)
    }

    /// So many decimal digits by chance, at most 18.
    package func decimal(digits: Int) -> String {
        var bound: UInt64 = 1
        for _ in 0..<digits { bound *= 10 }
        return Self.padded(UInt64.random(in: 0..<bound), radix: 10, digits: digits)
    }

    /// The id of an access key: `AKTP` and 16 letters and digits by chance.
    package func accessKeyID() -> String {
        "AKTP" + Self.letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", count: 16)
    }

    /// The secret of an access key: 40 letters and digits by chance, 238 bits.
    package func secretAccessKey() -> String {
        Self.letters("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", count: 40)
    }

    private static func letters(_ alphabet: String, count: Int) -> String {
        let letters = Array(alphabet)
        return String((0..<count).map { _ in letters[Int.random(in: letters.indices)] })
    }

    private static func padded(_ number: UInt64, radix: Int, digits: Int) -> String {
        let text = String(number, radix: radix)
        return String(repeating: "0", count: digits - text.count) + text
    }
}
