import HTTPTypes
import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import TelepoolTime
import Testing

struct `ListSimPools` {
    private static let path = "/v1/sim-pools"

    /// Loads, through the operator API, a plan of a carrier, an order of so many cards in use, and a pool of it.
    private func load(
        _ server: ServerFixture, pool name: String, order: Int, carrier: String = "mobile", cards: Int = 1,
        since: String? = nil
    ) async throws {
        let plan = await server.request(
            .post, "/telepool/v1/price-plans",
            #"{"id":"\#(carrier)","name":"30M \#(carrier)","carrier":"\#(carrier)","data_mb":30,"months":12}"#)
        #expect(plan.status == 201)
        let rows = (0..<cards).map { "\(8_986_000_000_000_000_000 + order * 1000 + $0),in_use\n" }.joined()
        let import_ = await server.request(
            .post, "/telepool/v1/orders/\(order)/sim-cards?plan_id=\(carrier)", "iccid,status\n" + rows,
            type: "text/csv")
        #expect(import_.text == #"{"accepted":\#(cards),"duplicate":0,"rejected":0,"rejections":[]}"#)
        let start = since.map { #","since":"\#($0)""# } ?? ""
        let pool = await server.request(
            .post, "/telepool/v1/sim-pools", #"{"name":"\#(name)","order_ids":[\#(order)]\#(start)}"#)
        #expect(pool.status == 201)
    }

    /// The names and billing cycles of the records, in their order.
    private func records(_ reply: HTTPReply) -> [String] {
        reply.text.matches(of: /"pool_name":"([^"]*)".*?"billing_cycle":"([^"]*)"/).map { "\($0.1) \($0.2)" }
    }

    /// `reference/huawei-gsl.md`, 4.1.3: the vendor's own example, loaded as an operator would load it.
    @Test func `answers the contract's example field for field`() async throws {
        let server = try await ServerFixture(clock: .starting(at: .example))
        let plan = await server.request(
            .post, "/telepool/v1/price-plans",
            #"{"id":"10000","name":"中国联通消费级每月30M联接服务(1年)","carrier":"unicom","data_mb":30,"months":12}"#)
        #expect(plan.status == 201)
        let cards = (0..<100).map { "\(8_986_000_000_000_000_000 + $0),\($0 < 2 ? "in_use" : "disassembled")\n" }
        let order = await server.request(
            .post, "/telepool/v1/orders/1000000/sim-cards?plan_id=10000", "iccid,status\n" + cards.joined(),
            type: "text/csv")
        #expect(order.text == #"{"accepted":100,"duplicate":0,"rejected":0,"rejections":[]}"#)
        let pool = await server.request(
            .post, "/telepool/v1/sim-pools", #"{"name":"流量池名称","order_ids":[1000000]}"#)
        #expect(pool.status == 201)
        let id = try #require(pool.text.firstMatch(of: /"id":(\d+)/)?.1)
        // 102.59 MB of 1,048,576 bytes are 107,573,412 bytes, rounded to whole ones; the second record comes twice.
        let usage = await server.request(
            .post, "/telepool/v1/usage",
            """
            record_id,iccid,at,bytes
            a,8986000000000000000,2022-08-26T16:00:00Z,107573411
            b,8986000000000000001,2022-09-22T08:00:00+08:00,1
            b,8986000000000000001,2022-09-22T00:00:00Z,1

            """, type: "text/csv")
        #expect(usage.text == #"{"accepted":2,"duplicate":1,"rejected":0,"rejections":[]}"#)

        let reply = await server.request(.get, "/v1/sim-pools?offset=1&limit=10")
        #expect(reply.status == 200)
        let modified = try #require(
            reply.text.firstMatch(of: /"modify_time":"(2022-09-22T1[89]:[0-9:.]+\+00:00)"/)?.1, "\(reply.text)")
        #expect(
            reply.text == #"{"limit":10,"offset":1,"count":1,"pools":[{"id":\#(id),"pool_name":"流量池名称","#
                + #""price_plan_name":"中国联通消费级每月30M联接服务(1年)","price_plan_id":"10000","#
                + #""effective_time":"2022-08-26T16:00:00.000+00:00","expired_time":"2022-09-26T15:59:59.000+00:00","#
                + #""billing_cycle":"2022-09","flow_total":60,"flow_used":102.59,"flow_left":-42.59,"#
                + #""quantity":100,"modify_time":"\#(modified)","order_id":1000000,"activated_sim_quantity":2,"#
                + #""inactive_sim_quantity":0,"disassembled_sim_quantity":98,"order_ids":"1000000","status":1}]}"#)
    }

    @Test(arguments: [
        ("", #"{"limit":10,"offset":1,"count":0,"pools":[]}"#),
        ("?limit=500&offset=1000000", #"{"limit":500,"offset":1000000,"count":0,"pools":[]}"#),
        (
            "?limit=&offset=&pool_name=&billing_cycle=&all_billing_cycle=&status=&x=y",
            #"{"limit":10,"offset":1,"count":0,"pools":[]}"#
        ),
        ("?limit=11&limit=7", #"{"limit":11,"offset":1,"count":0,"pools":[]}"#),
    ])
    func `of nothing is empty`(query: String, body: String) async throws {
        let server = try await ServerFixture()
        let reply = await server.request(.get, Self.path + query)
        #expect((reply.status, reply.text) == (200, body))
    }

    @Test func `pages by numbers of pages`() async throws {
        let server = try await ServerFixture()
        for number in 11...35 { try await load(server, pool: "池\(number)", order: number) }
        var seen: [String] = []
        for page in 1...4 {
            let reply = await server.request(.get, "/v1/sim-pools?limit=10&offset=\(page)")
            #expect(reply.text.hasPrefix(#"{"limit":10,"offset":\#(page),"count":25,"pools":["#))
            seen += records(reply)
        }
        #expect(seen == (11...35).map { "池\($0) 2022-09" })
    }

    @Test func `goes by each carrier's own cycle`() async throws {
        let server = try await ServerFixture(clock: .starting(at: .at("2022-09-26T16:00:00Z")))
        try await load(server, pool: "m", order: 1, carrier: "mobile")
        try await load(server, pool: "u", order: 2, carrier: "unicom")
        #expect(records(await server.request(.get, Self.path)) == ["m 2022-09", "u 2022-10"])
        #expect(records(await server.request(.get, "/v1/sim-pools?billing_cycle=2022-10")) == ["u 2022-10"])
        #expect(records(await server.request(.get, "/v1/sim-pools?billing_cycle=2022-09")) == ["m 2022-09"])
    }

    @Test func `shows six cycles, newest first`() async throws {
        let server = try await ServerFixture()
        try await load(server, pool: "old", order: 1, since: "2022-01-01T00:00:00Z")
        try await load(server, pool: "new", order: 2, since: "2022-08-01T00:00:00Z")
        let reply = await server.request(.get, "/v1/sim-pools?all_billing_cycle=true")
        #expect(reply.text.hasPrefix(#"{"limit":10,"offset":1,"count":8,"#))
        #expect(
            records(reply) == [
                "old 2022-09", "old 2022-08", "old 2022-07", "old 2022-06", "old 2022-05", "old 2022-04",
                "new 2022-09", "new 2022-08",
            ])
        #expect(records(await server.request(.get, "/v1/sim-pools?billing_cycle=2022-02")) == ["old 2022-02"])
    }

    @Test func `filters by name and state`() async throws {
        let server = try await ServerFixture()
        try await load(server, pool: "北京_1", order: 1)
        try await load(server, pool: "北京x1", order: 2)
        #expect(records(await server.request(.get, "/v1/sim-pools?pool_name=%E5%8C%97%E4%BA%AC_")) == ["北京_1 2022-09"])
        #expect(records(await server.request(.get, "/v1/sim-pools?status=1&status=0")).count == 2)
        #expect(records(await server.request(.get, "/v1/sim-pools?status=0")).isEmpty)
    }

    @Test(arguments: [
        "limit=9", "limit=501", "limit=abc", "limit=10.0", "limit=%2B10", "offset=0", "offset=1000001", "offset=-1",
        "offset=99999999999999999999", "pool_name=a%20b", "pool_name=%3C", "pool_name=%00",
        "pool_name=\(String(repeating: "a", count: 101))", "billing_cycle=2022-1", "billing_cycle=2022-011",
        "billing_cycle=2022/09", "billing_cycle=2022,09", "all_billing_cycle=1", "all_billing_cycle=True", "status=2",
        "status=x", "status=1,1,1,1,1,1,1,1,1,1",
    ])
    func `refuses what the contract does not allow`(query: String) async throws {
        let server = try await ServerFixture()
        let reply = await server.request(.get, "/v1/sim-pools?\(query)")
        #expect(reply.status == 400)
        #expect(reply.text == #"{"error_code":"GSL.00010004","error_msg":"参数异常"}"#)
    }

    @Test(arguments: ["2022-13", "2022-00", "2022_09", "2022-10", "abcdefg"])
    func `refuses cycles that do not exist or have not begun`(cycle: String) async throws {
        let server = try await ServerFixture()
        for query in ["billing_cycle=\(cycle)", "billing_cycle=\(cycle)&all_billing_cycle=true"] {
            let reply = await server.request(.get, "/v1/sim-pools?\(query)")
            #expect(reply.status == 403)
            #expect(reply.text == #"{"error_code":"GSL.00011004","error_msg":"账期不合法,请检查!"}"#)
        }
    }

    @Test func `shows an account its own pools only`() async throws {
        let server = try await ServerFixture()
        try await load(server, pool: "ours", order: 1)
        let reply = await server.request(.get, Self.path, as: server.stranger)
        #expect(reply.text == #"{"limit":10,"offset":1,"count":0,"pools":[]}"#)
    }

    @Test func `is for readers too, but not for metering`() async throws {
        let server = try await ServerFixture()
        #expect(await server.request(.get, Self.path, as: server.key(.reader)).status == 200)
        let reply = await server.request(.get, Self.path, as: server.key(.metering))
        #expect(reply.status == 403)
        #expect(
            reply.text == #"{"error_msg":"The IAM user is not authorized to access the API: ListSimPools","#
                + #""error_code":"APIGW.0302","request_id":"\#(reply.requestID)"}"#)
    }
}
