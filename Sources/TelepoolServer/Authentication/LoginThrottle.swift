import Synchronization
import TelepoolTime

/// Slows down who guesses passwords, without letting them lock anybody out.
///
/// Failures are counted for a user together with the address that they come from, and for the address as a whole, so
/// that a real user at another address notices nothing. After a few failures every further attempt has to wait for its
/// turn, twice as long each time; attempts that would wait too long are refused. A success forgets the failures of that
/// user at that address. A class, because all requests share it.
final class LoginThrottle: Sendable {
    /// How many attempts may fail before the next one waits.
    struct Allowance {
        static let user = 5
        static let address = 50
    }

    private static let firstDelay: Int64 = 250
    private static let longestDelay: Int64 = 8000
    /// Failures are forgotten so long after the last one, in milliseconds.
    private static let memory: Int64 = 15 * 60 * 1000
    private static let capacity = 100_000

    private struct Failures {
        var count = 0
        /// When the next attempt may be made.
        var nextTurn: Timestamp
        var last: Timestamp
    }

    private let failures = Mutex<[String: Failures]>([:])

    /// How long an attempt has to wait, in milliseconds; `nil` if it is refused, because the wait would be too long.
    func wait(user: String, address: String, at now: Timestamp) -> Int64? {
        failures.withLock { failures in
            let turns = [
                Self.turn(&failures, Self.key(user, address), Allowance.user, now),
                Self.turn(&failures, address, Allowance.address, now),
            ]
            let wait = turns.map { $0.milliseconds - now.milliseconds }.max() ?? 0
            return wait > Self.longestDelay ? nil : max(0, wait)
        }
    }

    /// Counts an attempt that failed.
    func failed(user: String, address: String, at now: Timestamp) {
        failures.withLock { failures in
            if failures.count >= Self.capacity {
                failures = failures.filter { now.milliseconds - $0.value.last.milliseconds < Self.memory }
                if failures.count >= Self.capacity { failures.removeAll() }
            }
            for key in [Self.key(user, address), address] {
                failures[key, default: Failures(nextTurn: now, last: now)].count += 1
                failures[key]?.last = now
            }
        }
    }

    /// Forgets the failures of a user at an address.
    func succeeded(user: String, address: String) {
        failures.withLock { $0[Self.key(user, address)] = nil }
    }

    /// Takes the next turn of a key: attempts at the same time wait one behind the other.
    private static func turn(
        _ failures: inout [String: Failures], _ key: String, _ allowance: Int, _ now: Timestamp
    ) -> Timestamp {
        guard var entry = failures[key], now.milliseconds - entry.last.milliseconds < memory else {
            failures[key] = nil
            return now
        }
        guard entry.count >= allowance else { return now }
        let delay = min(firstDelay << Int64(min(entry.count - allowance, 10)), longestDelay)
        let turn = Timestamp(milliseconds: max(now, entry.nextTurn).milliseconds + delay)
        if turn.milliseconds - now.milliseconds <= longestDelay {
            entry.nextTurn = turn
            failures[key] = entry
        }
        return turn
    }

    private static func key(_ user: String, _ address: String) -> String { "\(address) \(user)" }
}
