import TelepoolTime
import Testing

@testable import TelepoolServer

struct `The login throttle` {
    private let start = Timestamp(seconds: 1_000_000)

    /// Begins attempts that do not succeed, and tells how long each has to wait.
    @discardableResult
    private func attempt(
        _ throttle: LoginThrottle, _ count: Int = 1, user: String = "u", address: String = "a", at now: Timestamp? = nil
    ) -> [Int64?] {
        (0..<count).map { _ in throttle.begin(user: user, address: address, at: now ?? start) }
    }

    @Test func `lets a few attempts pass, then makes them wait longer and longer, and then refuses`() {
        let throttle = LoginThrottle()
        #expect(attempt(throttle, 12) == [0, 0, 0, 0, 0, 250, 750, 1750, 3750, 7750, nil, nil])
        // What was refused did not count: with time there is a turn again.
        #expect(attempt(throttle, at: start.adding(seconds: 8)) == [8000])
    }

    @Test func `leaves the user alone at other addresses, and other users at this one`() {
        let throttle = LoginThrottle()
        attempt(throttle, 40)
        #expect(attempt(throttle) == [nil])
        #expect(attempt(throttle, address: "b") == [0])
        #expect(attempt(throttle, user: "v") == [0])
    }

    @Test func `slows an address down that tries many users`() {
        let throttle = LoginThrottle()
        for user in 0..<50 { #expect(attempt(throttle, user: "u\(user)") == [0]) }
        #expect(attempt(throttle, user: "new") == [250])
        #expect(attempt(throttle, user: "new", address: "b") == [0])
    }

    @Test func `forgets attempts after a success, and in time`() {
        let throttle = LoginThrottle()
        attempt(throttle, 10)
        throttle.succeeded(user: "u", address: "a")
        #expect(attempt(throttle) == [0])
        attempt(throttle, 10)
        #expect(attempt(throttle, at: start.adding(seconds: 15 * 60)) == [0])
    }
}
