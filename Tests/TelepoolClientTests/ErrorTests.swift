import HTTPTypes
import TelepoolClient
import TelepoolJSON
import TelepoolTestSupport
import Testing

struct `Errors of the client` {
    @Test func `keep codes that nobody knows`() async throws {
        let fixture = try await ClientFixture()
        func answer(_ status: Int, _ body: String) -> ClientFixture.Fate {
            .isAnswered(
                HTTPAnswer(status: status, headers: HTTPFields(named: ["X-Request-Id": "r1"]), body: Array(body.utf8)))
        }
        fixture.wire.plan(
            answer(
                418,
                #"{"ResponseMetadata":{"RequestId":"v1","Error":{"CodeN":9,"Code":"Teapot","Message":"no"}}}"#),
            answer(418, #"{"error_code":"GSL.9","error_msg":"no"}"#),
            answer(418, #"{"error_code":"APIGW.9","error_msg":"no","request_id":"g1"}"#),
            answer(418, #"{"error":{"code":"Teapot","message":"no"}}"#),
            answer(418, #"{"error":{"code":418,"title":"Teapot","message":"no"}}"#),
            answer(418, "teapot"))
        var errors: [ClientError] = []
        func call(_ body: () async throws -> Void) async {
            do {
                try await body()
            } catch {
                if let error = error as? ClientError { errors.append(error) }
            }
        }
        await call { _ = try await fixture.volcengine().call(Volcengine.NumberPoolList()) }
        for _ in 0..<2 { await call { _ = try await fixture.huawei().call(Huawei.ListTags()) } }
        for _ in 0..<3 { await call { _ = try await fixture.theOperator().call(Operator.ListOrders()) } }
        func refusal(_ code: ErrorCode, _ requestID: String) -> ClientError {
            .refused(.init(status: 418, code: code, message: "no", requestID: requestID))
        }
        #expect(
            errors == [
                refusal("Teapot", "v1"), refusal("GSL.9", "r1"), refusal("APIGW.9", "r1"), refusal("Teapot", "r1"),
                refusal("418", "r1"), .unreadableAnswer(status: 418),
            ])
    }

    @Test func `tell of refusals that come with status 200`() async throws {
        let fixture = try await ClientFixture()
        let error = await #expect(throws: ClientError.self) {
            try await fixture.volcengine().call(Volcengine.QuerySubscription(numberPoolNo: "NP1", subID: "S1"))
        }
        guard case .refused(let refusal)? = error else { throw ClientFixture.Unreachable() }
        #expect(refusal.status == 200)
        #expect(refusal.code.rawValue.isEmpty == false)
        #expect(refusal.requestID?.isEmpty == false)
    }

    @Test func `are told of an answer that lacks something`() async throws {
        let fixture = try await ClientFixture()
        fixture.wire.plan(.isAnswered(HTTPAnswer(status: 200, headers: [:], body: Array(#"{"orders":[{}]}"#.utf8))))
        await #expect(throws: ClientError.unreadableAnswer(status: 200)) {
            try await fixture.theOperator().call(Operator.ListOrders())
        }
    }

    @Test func `are not made of members that are new`() async throws {
        let fixture = try await ClientFixture()
        let body = #"{"orders":[],"next":null,"weather":{"today":"fine"}}"#
        fixture.wire.plan(.isAnswered(HTTPAnswer(status: 200, headers: [:], body: Array(body.utf8))))
        let answer = try await fixture.theOperator().call(Operator.ListOrders())
        #expect(answer.orders.isEmpty)
        #expect(answer.next == nil)
    }

    @Test func `come before the call where it cannot be made`() async throws {
        let fixture = try await ClientFixture()
        await #expect(throws: ClientError.invalidMethod("G T")) { try await fixture.huawei().call("G T", "/v1/tags") }
        let token = ClientConfiguration(endpoint: "http://a", credentials: .iamToken("t"))
        #expect(throws: ClientError.unusableCredentials) { try VolcengineClient(token) }
        #expect(fixture.wire.requests.isEmpty)
    }
}
