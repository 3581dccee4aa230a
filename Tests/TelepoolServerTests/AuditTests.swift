import HTTPTypes
import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import Testing

/// What calls leave in the audit log, whichever face they come through.
struct `A call in the audit log` {
    private func events(_ server: ServerFixture, ofInstallation: Bool = false) async throws -> [AuditEvent] {
        try await server.domain.read { scope in
            let log = ofInstallation ? scope.system.tenant(.installation).audit : scope.audit
            return try log.list(AuditFilter(newestFirst: false), after: nil, limit: 500).events
        }
    }

    private static let pool = #"{"Name":"call 13800000000","ServiceType":100,"SubServiceType":101}"#

    @Test func `that changes something through Volcengine's face`() async throws {
        let server = try await ServerFixture()
        let reply = await server.call("CreateNumberPool", Self.pool)
        let event = try #require(try await events(server).last)
        #expect((event.call.face, event.call.operation, event.outcome) == ("volcengine", "CreateNumberPool", "Success"))
        #expect(event.call.requestID == reply.requestID)
        #expect(event.call.credential == AuditMask.key(server.key(.manager).id))
        #expect(event.call.user != nil)
        #expect(event.call.request.contains(#""Name":"call 138****0000""#))
        #expect(!event.call.request.contains("13800000000"))
        #expect(event.changes.map(\.object.kind) == [.numberPool])
    }

    @Test func `that changes something through Huawei's face and the operator's`() async throws {
        let server = try await ServerFixture()
        #expect(await server.request(.post, "/v1/tags", #"{"tag_name":"a"}"#).status == 200)
        let plan = #"{"id":"1","name":"30M","carrier":"unicom","data_mb":30,"months":12}"#
        #expect(await server.request(.post, "/telepool/v1/price-plans", plan).status == 201)
        let events = try await events(server)
        #expect(events.map(\.call.face) == ["huawei", "operator"])
        #expect(events.map(\.call.operation) == ["CreateTag", "CreatePricePlan"])
        #expect(events.flatMap(\.changes).map(\.object.kind) == [.simTag, .pricePlan])
    }

    @Test func `that only reads, is rehearsed or repeated leaves nothing`() async throws {
        let server = try await ServerFixture()
        _ = await server.call("NumberPoolList")
        _ = await server.call("CreateNumberPool", #"{"Name":"a","ServiceType":100,"SubServiceType":101,"DryRun":true}"#)
        _ = await server.request(.post, "/telepool/v1/users?dry_run=true", #"{"name":"n","role":"reader"}"#)
        #expect(try await events(server).isEmpty)
        let body = #"{"Name":"a","ServiceType":100,"SubServiceType":101,"ClientToken":"t"}"#
        for _ in 1...3 { _ = await server.call("CreateNumberPool", body) }
        #expect(try await events(server).count == 1)
    }

    @Test func `that is refused`() async throws {
        let server = try await ServerFixture(limits: Limits(numberPools: 0))
        let replies = [
            await server.call("CreateNumberPool", Self.pool),
            await server.call("CreateNumberPool", Self.pool, as: server.key(.reader)),
            await server.call("CreateNumberPool", #"{"Name":7}"#),
            await server.request(.post, "/telepool/v1/price-plans", "{}"),
            await server.request(.get, "/telepool/v1/sim-pools/1"),
            await server.request(.get, "/v1/sim-pools", as: server.key(.metering)),
        ]
        let events = try await events(server)
        #expect(events.map(\.outcome) == replies.map(\.errorCode))
        #expect(events.map(\.call.requestID) == replies.map(\.requestID))
        #expect(
            events.map(\.call.face) == ["volcengine", "volcengine", "volcengine", "operator", "operator", "huawei"])
        #expect(events.allSatisfy { $0.changes.isEmpty && $0.call.user != nil })
        let isWhole = try await server.domain.read { try $0.audit.verify().broken == nil }
        #expect(isWhole)
    }

    @Test func `by somebody with a wrong signature is told to the account of the key`() async throws {
        let server = try await ServerFixture()
        var wrong = server.key(.manager)
        wrong.secret = "wrong"
        _ = await server.call("NumberPoolList", as: wrong)
        _ = await server.request(.get, "/v1/sim-pools", as: wrong)
        let events = try await events(server)
        #expect(events.map(\.outcome) == ["SignatureDoesNotMatch", "APIGW.0301"])
        #expect(events.allSatisfy { $0.call.user == nil && $0.call.credential == AuditMask.key(wrong.id) })
    }

    @Test func `by nobody in particular is told to the installation`() async throws {
        let server = try await ServerFixture()
        let unknown = IssuedAccessKey(id: "AKTPNOSUCHKEY0000000", secret: "s")
        _ = await server.call("NumberPoolList", as: unknown)
        _ = await server.send(.get, "/v1/sim-pools", headers: HTTPFields(named: ["X-Auth-Token": "very-secret"]))
        _ = await server.send(.get, "/no/such/path")
        let events = try await events(server, ofInstallation: true)
        #expect(events.map(\.outcome) == ["InvalidAccessKey", "APIGW.0301"])
        #expect(events[0].call.credential == "AKTP****0000")
        #expect(events.allSatisfy { !$0.call.request.contains("very-secret") })
    }

    @Test func `that is refused again and again is counted`() async throws {
        let server = try await ServerFixture()
        let unknown = IssuedAccessKey(id: "AKTPNOSUCHKEY0000000", secret: "s")
        for _ in 1...50 { _ = await server.call("NumberPoolList", as: unknown) }
        #expect(try await events(server, ofInstallation: true).count == 5)
        await server.application.refusals.flush()
        let events = try await events(server, ofInstallation: true)
        #expect(events.map(\.occurrences) == [1, 1, 1, 1, 1, 45])
        await server.application.refusals.flush()
        #expect(try await self.events(server, ofInstallation: true).count == 6)
    }

    @Test func `does not tell a secret that it made`() async throws {
        let server = try await ServerFixture()
        let reply = await server.request(.post, "/telepool/v1/users", #"{"name":"n","role":"reader"}"#)
        let secret = try #require(reply.text.firstMatch(of: /"secret_access_key":"(\w+)"/)?.1)
        let event = try #require(try await events(server).last)
        #expect(event.changes.map(\.object.kind) == [.user, .accessKey])
        #expect(!"\(event)".contains(secret))
        #expect("\(event)".contains("****"))
    }
}
