import HTTPTypes
import TelepoolDomain
import TelepoolTestSupport
import Testing

@testable import TelepoolServer

struct `Rate limits` {
    private static let start = ContinuousClock.now

    private func admitted(
        _ throttle: CallThrottle, _ count: Int, _ operation: String = "ListSimPools", user: String = "u",
        after milliseconds: Int = 0
    ) -> Int {
        (0..<count).count { _ in
            throttle.admits(user: user, operation: operation, at: Self.start + .milliseconds(milliseconds))
        }
    }

    @Test func `let through what the vendor documents`() {
        let throttle = CallThrottle(.vendor)
        #expect(admitted(throttle, 10) == 5)
        #expect(admitted(throttle, 10, after: 199) == 0)
        #expect(admitted(throttle, 10, after: 200) == 1)
        #expect(admitted(throttle, 10, after: 10_000) == 5)
        #expect(admitted(throttle, 10, "ListSimCards") == 1)
        #expect(admitted(throttle, 10, "ListSimCards", after: 999) == 0)
        #expect(admitted(throttle, 10, "ListSimCards", after: 1000) == 1)
        #expect(admitted(throttle, 10, "ListSimPricePlans") == 1)
    }

    @Test func `are each user's and each operation's own`() {
        let throttle = CallThrottle(RateLimits(rate: .init(calls: 1)))
        #expect(admitted(throttle, 3) == 1)
        #expect(admitted(throttle, 3, user: "v") == 1)
        #expect(admitted(throttle, 3, "ShowSimCard") == 1)
    }

    @Test func `do not count what they refuse`() {
        let throttle = CallThrottle(RateLimits(rate: .init(calls: 2)))
        #expect(admitted(throttle, 1000) == 2)
        #expect(admitted(throttle, 5, after: 500) == 1)
    }

    @Test func `remember no more than they may`() {
        let throttle = CallThrottle(RateLimits(rate: .init(calls: 1)), capacity: 10)
        for number in 0..<100 { #expect(admitted(throttle, 1, user: "\(number)") == 1) }
        #expect(throttle.count <= 10)
        // What is full again is forgotten first.
        let other = CallThrottle(RateLimits(rate: .init(calls: 1)), capacity: 2)
        #expect(admitted(other, 1, user: "old") == 1)
        #expect(admitted(other, 1, user: "new", after: 1500) == 1)
        #expect(admitted(other, 1, user: "newer", after: 1600) == 1)
        #expect(admitted(other, 1, user: "new", after: 1700) == 0)
    }

    @Test func `are answered as the gateway does, by Huawei Cloud's face only`() async throws {
        let hour = RateLimits.Rate(calls: 2, period: .seconds(3600))
        let server = try await ServerFixture(rateLimits: RateLimits(rate: hour))
        for _ in 0..<2 { #expect(await server.request(.get, "/v1/sim-pools").status == 200) }
        let refused = await server.request(.get, "/v1/sim-pools?limit=x")
        #expect(refused.status == 429)
        #expect(
            refused.text == #"{"error_msg":"The throttling threshold has been reached.","error_code":"APIGW.0308","#
                + #""request_id":"\#(refused.requestID)"}"#)
        #expect(refused.header("Retry-After") == "1")
        #expect(await server.request(.get, "/v1/sim-pools", as: server.key(.reader)).status == 200)
        #expect(await server.request(.get, "/v1/back-pools").status == 200)
        #expect(await server.request(.get, "/v1/sim-pools", as: server.key(.metering)).status == 403)
        for _ in 0..<5 {
            let other = await server.request(.get, "/telepool/v1/numbers/13800138000")
            #expect(other.status != 429)
            #expect(await server.call("NumberPoolList").status == 200)
        }
    }

    @Test func `are off unless they are set`() async throws {
        let server = try await ServerFixture()
        for _ in 0..<20 { #expect(await server.request(.get, "/v1/sim-cards").status == 200) }
    }
}
