import HTTPTypes
import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import Testing

/// Calls that are made more than once and take effect once (`reference/volcengine-vms.md`, 3.6).
struct `A repeated call` {
    private func body(_ members: String = "", name: String = "a") -> String {
        #"{"Name":"\#(name)","ServiceType":100,"SubServiceType":101\#(members)}"#
    }

    private func pools(_ server: ServerFixture, of account: Account? = nil) async throws -> Int64 {
        try await server.domain.read(as: account) { try $0.numberPools.list(.init(), offset: 0, limit: 1).total }
    }

    private func invocation(_ id: String, attempt: Int = 1) -> HTTPFields {
        HTTPFields(named: ["X-Sdk-Invocation-Id": id, "X-Sdk-Request": "attempt=\(attempt); max=4"])
    }

    @Test func `with the same ClientToken gets the first answer`() async throws {
        let server = try await ServerFixture()
        let first = await server.call("CreateNumberPool", body(#","ClientToken":"t1""#))
        // Another key of the account, other spellings of the same values.
        let second = await server.call(
            "CreateNumberPool", #"{"ClientToken":"t1","SubServiceType":"101","ServiceType":100.0,"Name":"a","X":null}"#,
            as: server.key(.administrator))
        #expect(first.result != nil)
        #expect(second.result == first.result)
        #expect(second.requestID != first.requestID)
        #expect(try await pools(server) == 1)
    }

    @Test func `with the same ClientToken and other parameters is refused`() async throws {
        let server = try await ServerFixture()
        _ = await server.call("CreateNumberPool", body(#","ClientToken":"t1""#))
        let reply = await server.call("CreateNumberPool", body(#","ClientToken":"t1""#, name: "b"))
        #expect(reply.status == 400)
        #expect(
            reply.text.hasSuffix(
                #""CodeN":200005,"Code":"IdempotentParameterMismatch","Message":"Parameters mismatch the previous "#
                    + #"request with a same ClientToken."}}}"#))
        #expect(try await pools(server) == 1)
    }

    @Test func `with the same ClientToken is another call for another action or account`() async throws {
        let server = try await ServerFixture()
        let first = await server.call("CreateNumberPool", body(#","ClientToken":"t1""#))
        let no = try #require(first.result?.firstMatch(of: /NP\d{18}/)?.output)
        let update = #"{"NumberPoolNo":"\#(no)","Name":"b","ClientToken":"t1"}"#
        #expect(await server.call("UpdateNumberPoolV2", update).result == #"{"Success":true}"#)
        #expect(await server.call("CreateNumberPool", body(#","ClientToken":"t1""#), as: server.stranger).status == 200)
        #expect(try await pools(server, of: server.domain.other) == 1)
    }

    @Test(arguments: ["", String(repeating: "x", count: 65), "号", "a\\n"])
    func `needs a proper ClientToken`(token: String) async throws {
        let server = try await ServerFixture()
        let reply = await server.call("CreateNumberPool", body(#","ClientToken":"\#(token)""#))
        #expect((reply.status, reply.errorCode) == (400, "InvalidParameter"))
        #expect(try await pools(server) == 0)
    }

    @Test func `of the same invocation gets the first answer`() async throws {
        let server = try await ServerFixture()
        let first = await server.call("CreateNumberPool", body(), headers: invocation("i1"))
        let second = await server.call("CreateNumberPool", body(), headers: invocation("i1", attempt: 2))
        #expect(second.result == first.result)
        #expect(try await pools(server) == 1)
        let third = await server.call("CreateNumberPool", body(), headers: invocation("i2"))
        #expect(third.result != first.result)
        #expect(try await pools(server) == 2)
    }

    @Test func `of the same invocation with another key is another call`() async throws {
        let server = try await ServerFixture()
        _ = await server.call("CreateNumberPool", body(), headers: invocation("i1"))
        _ = await server.call(
            "CreateNumberPool", body(), as: server.key(.administrator), headers: invocation("i1"))
        #expect(try await pools(server) == 2)
    }

    @Test func `takes effect once even if all arrive at the same time`() async throws {
        let server = try await ServerFixture()
        let results = await withTaskGroup(of: String?.self) { group in
            for attempt in 1...20 {
                group.addTask {
                    await server.call("CreateNumberPool", body(), headers: invocation("i1", attempt: attempt)).result
                }
            }
            return await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(results.count == 1)
        #expect(results.first != .some(nil))
        #expect(try await pools(server) == 1)
    }

    @Test func `after a failure is made anew`() async throws {
        let server = try await ServerFixture(limits: Limits(numberPools: 0))
        for _ in 1...2 {
            let reply = await server.call("CreateNumberPool", body(#","ClientToken":"t1""#))
            #expect((reply.status, reply.errorCode) == (400, "QuotaExceeded"))
        }
    }

    @Test func `as a dry run changes nothing`() async throws {
        let server = try await ServerFixture()
        for dryRun in ["true", #""true""#] {
            let reply = await server.call("CreateNumberPool", body(#","DryRun":\#(dryRun),"ClientToken":"t1""#))
            #expect(reply.status == 400)
            #expect(
                reply.text.hasSuffix(
                    #""CodeN":200006,"Code":"DryRunOperation","Message":"The request is validated by a dryrun "#
                        + #"operation."}}}"#))
        }
        #expect(try await pools(server) == 0)
        let list = await server.call("NumberPoolList", #"{"DryRun":true}"#)
        #expect((list.status, list.errorCode) == (400, "DryRunOperation"))
        #expect(await server.call("CreateNumberPool", body(#","DryRun":false,"ClientToken":"t1""#)).status == 200)
        let invalid = await server.call("CreateNumberPool", body(#","DryRun":7"#))
        #expect((invalid.status, invalid.errorCode) == (400, "InvalidParameter"))
    }

    @Test func `as a dry run tells what would go wrong`() async throws {
        let server = try await ServerFixture(limits: Limits(numberPools: 0))
        let reply = await server.call("CreateNumberPool", body(#","DryRun":true"#))
        #expect((reply.status, reply.errorCode) == (400, "QuotaExceeded"))
    }

    // MARK: The operator API

    private static let plan = #"{"id":"1","name":"30M","carrier":"unicom","data_mb":30,"months":12}"#

    @Test func `with the same Idempotency-Key gets the first answer`() async throws {
        let server = try await ServerFixture()
        let numbers = try await server.domain.write {
            try $0.numberPools.create(name: "a", serviceType: .ordinary, subServiceType: .voiceSIP).no
        }
        let headers = HTTPFields(named: ["Idempotency-Key": "k"])
        let path = "/telepool/v1/number-pools/\(numbers)/numbers"
        for _ in 1...2 {
            let reply = await server.request(.post, path, "number\n13800000001\n", type: "text/csv", headers: headers)
            #expect(reply.text == #"{"accepted":1,"duplicate":0,"rejected":0,"rejections":[]}"#)
        }
        let other = await server.request(.post, path, "number\n13800000002\n", type: "text/csv", headers: headers)
        #expect((other.status, other.errorCode) == (409, "IdempotencyMismatch"))
    }

    @Test func `needs a proper Idempotency-Key`() async throws {
        let server = try await ServerFixture()
        let headers = HTTPFields(named: ["Idempotency-Key": String(repeating: "k", count: 129)])
        let reply = await server.request(.post, "/telepool/v1/price-plans", Self.plan, headers: headers)
        #expect((reply.status, reply.errorCode) == (400, "MalformedRequest"))
    }
}
