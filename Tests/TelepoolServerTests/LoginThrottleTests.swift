import TelepoolTime
import Testing

@testable import TelepoolServer

struct `The login throttle` {
    private let start = Timestamp(seconds: 1_000_000)

    private func fail(_ throttle: LoginThrottle, _ count: Int, user: String = "u", address: String = "a") {
        for _ in 0..<count { throttle.failed(user: user, address: address, at: start) }
    }

    @Test func `lets a few failures pass`() {
        let throttle = LoginThrottle()
        fail(throttle, 4)
        #expect(throttle.wait(user: "u", address: "a", at: start) == 0)
    }

    @Test func `makes attempts wait longer and longer, and then refuses`() {
        let throttle = LoginThrottle()
        var waits: [Int64?] = []
        fail(throttle, 5)
        for _ in 0..<6 {
            let now = start
            waits.append(throttle.wait(user: "u", address: "a", at: now))
            fail(throttle, 1)
        }
        #expect(waits == [250, 750, 1750, 3750, 7750, nil])
    }

    @Test func `leaves the user alone at other addresses, and other users at this one`() {
        let throttle = LoginThrottle()
        fail(throttle, 40)
        #expect(throttle.wait(user: "u", address: "a", at: start) == 8000)
        #expect(throttle.wait(user: "u", address: "b", at: start) == 0)
        #expect(throttle.wait(user: "v", address: "a", at: start) == 0)
    }

    @Test func `slows an address down that tries many users`() throws {
        let throttle = LoginThrottle()
        for user in 0..<51 { fail(throttle, 1, user: "u\(user)") }
        #expect(try #require(throttle.wait(user: "new", address: "a", at: start)) > 0)
        #expect(throttle.wait(user: "new", address: "b", at: start) == 0)
    }

    @Test func `forgets failures after a success, and in time`() {
        let throttle = LoginThrottle()
        fail(throttle, 10)
        throttle.succeeded(user: "u", address: "a")
        #expect(throttle.wait(user: "u", address: "a", at: start) == 0)
        fail(throttle, 10)
        #expect(throttle.wait(user: "u", address: "a", at: start.adding(seconds: 15 * 60)) == 0)
    }
}
