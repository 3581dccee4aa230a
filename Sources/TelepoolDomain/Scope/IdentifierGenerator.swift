import Synchronization
import TelepoolTime

/// Makes the identifiers of new things.
///
/// A class, because it remembers the last number it gave.
package final class IdentifierGenerator: Sendable {
    private static let epoch = Timestamp(seconds: 1_577_836_800)
    private static let (nodeBits, sequenceBits): (Int64, Int64) = (5, 7)

    /// Which numbers a node may have; there are no more nodes at once.
    package static let nodes: Range<Int64> = 0..<1 << nodeBits

    private struct State {
        var node: Int64 = 0
        /// The milliseconds and the sequence of the last number.
        var last: Int64 = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// From now on, makes numbers that no node of another number makes.
    package func use(node: Int64) {
        precondition(Self.nodes.contains(node), "a node has one of the numbers that there are")
        state.withLock { $0.node = node }
    }

    /// A number that is greater than all before it and fits the 53 bits that every JSON reader keeps exactly: the
    /// milliseconds since 2020, the number of this node in 5 bits, and a sequence of 7 bits that runs ahead of the clock if
    /// need be.
    package func number() -> Int64 {
        let now = (Timestamp.now.milliseconds - Self.epoch.milliseconds) << Self.sequenceBits
        return state.withLock { state in
            state.last = max(now, state.last + 1)
            let sequence = state.last & (1 << Self.sequenceBits - 1)
            return (state.last >> Self.sequenceBits) << (Self.nodeBits + Self.sequenceBits)
                | state.node << Self.sequenceBits | sequence
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
