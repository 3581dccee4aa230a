import Synchronization
import TelepoolTime

/// Slows down who guesses passwords, without letting them lock anybody out.
///
/// Attempts are counted for a user together with the address that they come from, and for the address as a whole, so
/// that a real user at another address notices nothing. After a few that did not succeed every further attempt has to
/// wait for its turn, twice as long each time; attempts that would wait too long are refused. An attempt counts from its
/// beginning, so that many at once gain nothing; a success takes it back and forgets the others of that user at that
/// address. A class, because all requests share it.
final class LoginThrottle: Sendable {
    /// How many attempts need not wait.
    struct Allowance {
        static let user = 5
        static let address = 50
    }

    private static let firstDelay: Int64 = 250
    private static let longestDelay: Int64 = 8000
    /// Attempts are forgotten so long after the last one, in milliseconds.
    private static let memory: Int64 = 15 * 60 * 1000
    private static let capacity = 100_000

    private struct Attempts {
        var count = 0
        /// When the next attempt may be made.
        var nextTurn: Timestamp
        var last: Timestamp
    }

    private let attempts = Mutex<[String: Attempts]>([:])

    /// Counts an attempt and tells how long it has to wait, in milliseconds; `nil` if it is refused, because the wait
    /// would be too long. What is refused does not count.
    func begin(user: String, address: String, at now: Timestamp) -> Int64? {
        attempts.withLock { attempts in
            Self.makeRoom(in: &attempts, at: now)
            let entries = [(Self.key(user, address), Allowance.user), (address, Allowance.address)].map {
                key, allowance in
                (key: key, attempts: Self.next(attempts[key], allowance: allowance, at: now))
            }
            let turn = entries.map(\.attempts.nextTurn).max() ?? now
            guard turn.milliseconds - now.milliseconds <= Self.longestDelay else { return nil }
            for entry in entries { attempts[entry.key] = entry.attempts }
            return turn.milliseconds - now.milliseconds
        }
    }

    /// Takes an attempt back that succeeded, and forgets the others of the user at the address.
    func succeeded(user: String, address: String) {
        attempts.withLock { attempts in
            attempts[Self.key(user, address)] = nil
            attempts[address]?.count -= 1
        }
    }

    /// A key's attempts with one more: attempts at the same time wait one behind the other.
    private static func next(_ attempts: Attempts?, allowance: Int, at now: Timestamp) -> Attempts {
        var next = attempts ?? Attempts(nextTurn: now, last: now)
        if now.milliseconds - next.last.milliseconds >= memory { next = Attempts(nextTurn: now, last: now) }
        next.nextTurn = max(now, next.nextTurn)
        if next.count >= allowance {
            let delay = min(firstDelay << Int64(min(next.count - allowance, 10)), longestDelay)
            next.nextTurn = Timestamp(milliseconds: next.nextTurn.milliseconds + delay)
        }
        next.count += 1
        next.last = now
        return next
    }

    private static func makeRoom(in attempts: inout [String: Attempts], at now: Timestamp) {
        guard attempts.count >= capacity else { return }
        attempts = attempts.filter { now.milliseconds - $0.value.last.milliseconds < memory }
        if attempts.count >= capacity { attempts.removeAll() }
    }

    private static func key(_ user: String, _ address: String) -> String { "\(address) \(user)" }
}
