import HTTPTypes
import Synchronization
import TelepoolClient
import TelepoolDomain
import TelepoolJSON
import TelepoolTestSupport
import Testing

struct `Repeated calls` {
    private let pool = Volcengine.CreateNumberPool(name: "a", serviceType: .ordinary, subServiceType: .voiceSIP)

    @Test func `keep the invocation id and take effect once though the answer is lost`() async throws {
        let fixture = try await ClientFixture()
        fixture.wire.plan(.answerIsLost, .answerIsLost)
        let client = try fixture.volcengine()
        let created = try await client.call(pool)
        #expect(fixture.wire.requests.count == 3)
        #expect(Set(fixture.wire.values(of: "x-sdk-invocation-id")).count == 1)
        #expect(
            fixture.wire.values(of: "x-sdk-request") == [
                "attempt=1; max=4", "attempt=2; max=4", "attempt=3; max=4",
            ])
        #expect(fixture.wire.waits == [.milliseconds(200), .milliseconds(400)])
        let pools = try await client.call(Volcengine.NumberPoolList())
        #expect(pools.records.map(\.numberPoolNo) == [created.numberPoolNo])
    }

    @Test func `keep the idempotency key and take effect once though the answer is lost`() async throws {
        let fixture = try await ClientFixture()
        fixture.wire.plan(.answerIsLost)
        let tag = try await fixture.huawei().call(Huawei.CreateTag(tagName: "a"))
        #expect(fixture.wire.requests.count == 2)
        #expect(Set(fixture.wire.values(of: "idempotency-key")).count == 1)
        let tags = try await fixture.huawei().call(Huawei.ListTags())
        #expect(tags.tags == [tag])
    }

    @Test func `come no sooner than the server asks`() async throws {
        let fixture = try await ClientFixture()
        fixture.wire.plan(.isAnswered(.busy(retryAfter: 7)), .isAnswered(.busy(retryAfter: 0)))
        _ = try await fixture.theOperator().call(Operator.ListOrders())
        #expect(fixture.wire.waits == [.seconds(7), .milliseconds(400)])
    }

    @Test func `do not come where the server asks for longer than one waits`() async throws {
        let fixture = try await ClientFixture()
        fixture.wire.plan(.isAnswered(.busy(retryAfter: 31)))
        let error = await #expect(throws: ClientError.self) {
            try await fixture.theOperator().call(Operator.ListOrders())
        }
        guard case .refused(let refusal)? = error else { throw ClientFixture.Unreachable() }
        #expect(refusal.code == "Unavailable")
        #expect(refusal.retryAfter == .seconds(31))
        #expect(fixture.wire.requests.count == 1)
    }

    @Test func `end after so many attempts`() async throws {
        let fixture = try await ClientFixture()
        fixture.wire.plan(.answerIsLost, .answerIsLost, .answerIsLost)
        await #expect(throws: ClientError.self) {
            try await fixture.huawei(retries: RetryPolicy(attempts: 2)).call(Huawei.ListTags())
        }
        #expect(fixture.wire.requests.count == 2)
    }

    @Test func `do not write again where the server would not recognise it`() async throws {
        let fixture = try await ClientFixture()
        let client = try fixture.huawei(retries: RetryPolicy(repeatsWrites: false))
        fixture.wire.plan(.answerIsLost)
        await #expect(throws: ClientError.self) { try await client.call(Huawei.CreateTag(tagName: "a")) }
        fixture.wire.plan(.answerIsLost)
        #expect(try await client.call(Huawei.ListTags()).count == 1)
        let throttled = HTTPAnswer(
            status: 429, headers: [:], body: Array(#"{"error_code":"APIGW.0308","error_msg":"later"}"#.utf8))
        fixture.wire.plan(.isAnswered(throttled))
        _ = try await client.call(Huawei.CreateTag(tagName: "b"))
        #expect(fixture.wire.requests.count == 5)
    }

    @Test func `never create a second secret`() async throws {
        let fixture = try await ClientFixture()
        fixture.wire.plan(.answerIsLost)
        let client = try fixture.theOperator()
        await #expect(throws: ClientError.self) {
            try await client.call(Operator.CreateUser(name: "b", role: "reader"))
        }
        #expect(fixture.wire.requests.count == 1)
        #expect(fixture.wire.values(of: "idempotency-key") == [nil])
    }

    @Test func `are not made once the task is cancelled`() async throws {
        let server = try await ServerFixture()
        let key = server.key(.manager)
        let attempts = Mutex(0)
        let client = try OperatorClient(
            ClientConfiguration(endpoint: "http://a", accessKeyID: key.id, secretAccessKey: key.secret),
            ClientEnvironment(sleep: { _ in withUnsafeCurrentTask { $0?.cancel() } })
        ) { _, _, _ in
            attempts.withLock { $0 += 1 }
            throw ClientFixture.Unreachable()
        }
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                await #expect(throws: CancellationError.self) { try await client.call(Operator.ListOrders()) }
            }
        }
        #expect(attempts.withLock { $0 } == 1)
    }

    @Test func `wait for a random while`() async throws {
        let server = try await ServerFixture()
        let key = server.key(.manager)
        let waits = Mutex<[Duration]>([])
        let client = try OperatorClient(
            ClientConfiguration(endpoint: "http://a", accessKeyID: key.id, secretAccessKey: key.secret),
            ClientEnvironment(sleep: { wait in waits.withLock { $0.append(wait) } }, random: { 0.5 })
        ) { _, _, _ in throw ClientFixture.Unreachable() }
        await #expect(throws: ClientError.self) { try await client.call(Operator.ListOrders()) }
        #expect(waits.withLock { $0 } == [.milliseconds(150), .milliseconds(300), .milliseconds(600)])
    }
}
