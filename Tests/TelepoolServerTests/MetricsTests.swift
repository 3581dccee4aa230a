import HTTPTypes
import TelepoolDomain
import TelepoolSQL
import TelepoolServer
import TelepoolTestSupport
import Testing

struct `Metrics` {
    private func lines(_ server: ServerFixture, as role: Role = .administrator) async -> [Substring] {
        let reply = await server.request(.get, "/metrics", as: server.key(role))
        #expect(reply.status == 200)
        return reply.text.split(separator: "\n")
    }

    private func count(_ face: String, _ operation: String, _ outcome: String) -> String {
        #"telepool_requests_total{face="\#(face)",operation="\#(operation)",outcome="\#(outcome)"}"#
    }

    @Test func `are in the text format of Prometheus`() async throws {
        let server = try await ServerFixture()
        let reply = await server.request(.get, "/metrics", as: server.key(.administrator))
        #expect(reply.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
        #expect(reply.header("Cache-Control") == "no-store")
        #expect(reply.text.contains("\n# TYPE telepool_requests_total counter\n"))
        #expect(reply.text.hasSuffix("\n"))
    }

    @Test(arguments: Role.allCases)
    func `are for administrators`(role: Role) async throws {
        let server = try await ServerFixture()
        let reply = await server.request(.get, "/metrics", as: server.key(role))
        #expect(reply.status == (role == .administrator ? 200 : 403))
        #expect(role == .administrator || reply.errorCode == "AccessDenied")
    }

    @Test func `are not for who does not say who calls`() async throws {
        let server = try await ServerFixture()
        #expect(await server.send(.get, "/metrics").status == 401)
        #expect(await server.send(.get, "/metrics", headers: HTTPFields(named: ["X-Auth-Token": "x"])).status == 401)
        let post = await server.send(.post, "/metrics")
        #expect((post.status, post.header("Allow")) == (405, "GET, HEAD"))
    }

    @Test func `count requests of each face by operation and outcome`() async throws {
        let server = try await ServerFixture()
        _ = await server.call("NumberPoolList")
        _ = await server.call("NumberPoolList", #"{"Limit":"x"}"#)
        _ = await server.call("CreateNumberPool", "{}", as: server.key(.reader))
        _ = await server.call("NoSuchAction")
        _ = await server.request(.get, "/v1/sim-pools?limit=10")
        _ = await server.request(.get, "/telepool/v1/number-pools/NP0/utilisation")
        _ = await server.send(.get, "/v3")
        _ = await server.send(.get, "/nowhere/13800138000")
        let lines = await lines(server)
        for (face, operation, outcome) in [
            ("volcengine", "NumberPoolList", "success"), ("volcengine", "NumberPoolList", "invalid"),
            ("volcengine", "CreateNumberPool", "denied"), ("huawei", "ListSimPools", "success"),
            ("iam", "KeystoneShowVersion", "success"), ("huawei", "none", "not_found"),
        ] {
            #expect(lines.contains("\(count(face, operation, outcome)) 1"), "\(face) \(operation) \(outcome)")
        }
        // What was called shows all outcomes, so that the first of each is an increase; what was not shows none.
        #expect(lines.contains("\(count("volcengine", "NumberPoolList", "failed")) 0"))
        #expect(!lines.contains { $0.contains("UpdateNumberPoolV2") || $0.contains("13800138000") })
        #expect(
            lines.contains(
                #"telepool_request_duration_seconds_count{face="volcengine",operation="NumberPoolList"} 2"#))
    }

    @Test func `do not count those who ask for them or for health`() async throws {
        let server = try await ServerFixture()
        _ = await server.send(.get, "/healthz")
        _ = await self.lines(server)
        let counted = await lines(server).filter { $0.hasPrefix("telepool_requests_total") && !$0.hasSuffix(" 0") }
        #expect(counted == [])
    }

    @Test func `count what could not be read`() async throws {
        let server = try await ServerFixture()
        _ = server.application.refuseUnreadable(from: "127.0.0.1")
        #expect(await lines(server).contains("\(count("none", "none", "invalid")) 1"))
    }

    @Test func `measure transactions by kind`() async throws {
        let server = try await ServerFixture()
        _ = await server.call("CreateNumberPool", #"{"Name":"a","ServiceType":100,"SubServiceType":101}"#)
        let lines = await lines(server)
        let written = lines.first { $0.hasPrefix(#"telepool_transaction_duration_seconds_count{kind="write"}"#) }
        #expect(written?.hasSuffix(" 1") == true)
        #expect(lines.contains(#"telepool_transaction_failures_total{kind="write",reason="failed"} 0"#))
    }

    @Test func `count usage records that were taken, and none that were only tried`() async throws {
        let server = try await ServerFixture()
        _ = try await server.load(cards: ["8986000000000000001"])
        let csv = """
            record_id,iccid,at,bytes
            r1,8986000000000000001,2022-09-22T10:00:00Z,1
            r2,8986000000000000009,2022-09-22T11:00:00Z,1
            """
        func counted() async -> [Substring] {
            await lines(server).filter { $0.hasPrefix("telepool_usage_") }
        }
        let path = "/telepool/v1/usage"
        #expect(await server.request(.post, "\(path)?dry_run=true", csv, type: "text/csv").status == 200)
        #expect(await counted().allSatisfy { $0.hasSuffix(" 0") })
        #expect(await server.request(.post, path, csv, type: "text/csv").status == 200)
        #expect(await server.stream(path, [Array(csv.utf8)]).status == 200)
        #expect(
            await counted() == [
                #"telepool_usage_records_total{outcome="accepted"} 1"#,
                #"telepool_usage_records_total{outcome="duplicate"} 1"#,
                #"telepool_usage_records_total{outcome="rejected"} 2"#,
                "telepool_usage_newest_record_timestamp_seconds 1663840800",
            ])
    }
}

struct `The inventory in metrics` {
    private func text(_ metrics: ServerMetrics) async -> String {
        String(decoding: await metrics.text(leases: nil), as: UTF8.self)
    }

    @Test func `is what the database says`() async throws {
        let domain = try await DomainFixture()
        let metrics = ServerMetrics(database: domain.database, environment: domain.environment)
        await metrics.inventory.refresh()
        let text = await text(metrics)
        #expect(text.contains("\ntelepool_database_up 1\n"))
        #expect(text.contains("\ntelepool_number_pools 0\n"))
        #expect(text.contains("\ntelepool_number_pools_free_at_most{share=\"0.05\"} 0\n"))
        #expect(text.contains("\ntelepool_sweeper_lag_seconds{task=\"work_orders\"} 0\n"))
    }

    @Test func `is absent where the database is not there, and everything else is told`() async throws {
        let domain = try await DomainFixture()
        let metrics = ServerMetrics(database: domain.database, environment: domain.environment)
        await metrics.inventory.refresh()
        await domain.database.close()
        await metrics.inventory.refresh()
        let text = await text(metrics)
        #expect(text.contains("\ntelepool_database_up 0\n"))
        #expect(!text.contains("\ntelepool_number_pools "))
        #expect(text.contains("\ntelepool_build_info{"))
        #expect(text.contains("\nprocess_cpu_seconds_total "))
        #expect(text.contains(#"telepool_transaction_failures_total{kind="long_read",reason="unavailable"} 1"#))
    }
}

struct `Outcomes of requests` {
    @Test(arguments: [
        (200, RequestOutcome.success), (201, .success), (204, .success), (400, .invalid), (401, .unauthenticated),
        (403, .denied), (404, .notFound), (405, .invalid), (408, .invalid), (409, .conflict), (413, .invalid),
        (429, .throttled), (500, .failed), (501, .failed), (503, .unavailable),
    ])
    func `follow from the status`(status: Int, outcome: RequestOutcome) {
        #expect(RequestOutcome(status: status) == outcome)
    }
}
