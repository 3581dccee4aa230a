import HTTPTypes
import TelepoolDomain
import TelepoolSQL
import TelepoolServer
import TelepoolTestSupport
import TelepoolTime
import Testing

/// `reference/huawei-gsl.md`, 4.16.
struct `Work orders` {
    private static let path = "/v1/work-orders"

    /// Asks for something; answers the number of the work order.
    private func ask(_ server: ServerFixture, _ card: Int64, _ action: String, _ body: String = "") async throws
        -> Int64
    {
        let reply = await server.request(.post, "/v1/sim-cards/\(card)/\(action)", body)
        return try #require(reply.numbers("work_order_id").first.flatMap(Int64.init), "\(reply.text)")
    }

    private func setReviews(_ server: ServerFixture) async throws {
        let (environment, account) = (server.domain.environment, server.domain.account.id)
        try await server.domain.database.write {
            try SystemScope(transaction: $0, environment: environment)
                .accounts.setReviewsWorkOrders(true, of: account)
        }
    }

    @Test func `are shown as they go on`() async throws {
        let server = try await ServerFixture()
        let card = try await server.load(order: 1, [ServerFixture.card(1)])[0]
        let id = try await ask(server, card, "stop")
        func text(_ done: Int, _ underWay: Int, _ status: Int, _ finished: String) -> String {
            #"{"limit":10,"offset":1,"count":1,"work_orders":[{"id":\#(id),"sim_type":3,"work_order_type":5,"#
                + #""req_detail":"容器ID:8986000000000000001","total_count":1,"success_count":\#(done),"fail_count":0,"#
                + #""process_count":\#(underWay),"status":\#(status),"create_time":"now",\#(finished)"#
                + #""work_order_source":8,"work_order_source_desc":"用户操作生成(api)"}]}"#
        }
        #expect(await server.request(.get, Self.path).timeless == text(0, 1, 3, ""))
        try await server.carryOutWorkOrders()
        #expect(await server.request(.get, Self.path).timeless == text(1, 0, 4, #""finish_time":"now","#))
        let details = await server.request(.get, "\(Self.path)/\(id)/details")
        #expect(
            details.timeless == #"{"limit":10,"offset":1,"count":1,"work_order_details":[{"id":\#(id),"sim_type":3,"#
                + #""status":1,"cid":"8986000000000000001","sim_card_id":\#(card),"create_time":"now","#
                + #""finish_time":"now"}]}"#)
    }

    @Test func `tell why they failed`() async throws {
        let server = try await ServerFixture()
        let card = try await server.load(order: 1, [ServerFixture.card(1)])[0]
        let id = try await ask(server, card, "stop")
        try await server.change(1) { try $0.deregister($1) }
        try await server.carryOutWorkOrders()
        let order = await server.request(.get, Self.path)
        #expect(order.text.contains(#""fail_count":1,"process_count":0,"status":6,"#))
        #expect(order.texts("fail_reason") == ["SIM卡已拆机"])
        let details = await server.request(.get, "\(Self.path)/\(id)/details?status=3")
        #expect(details.texts("description") == ["SIM卡已拆机"])
    }

    @Test func `wait for somebody to decide where the account wants that`() async throws {
        let server = try await ServerFixture()
        let cards = try await server.load(order: 1, [ServerFixture.card(1), ServerFixture.card(2)])
        try await setReviews(server)
        let (approved, refused) = (try await ask(server, cards[0], "stop"), try await ask(server, cards[1], "stop"))
        try await server.carryOutWorkOrders()
        #expect(await server.request(.get, "\(Self.path)?status=1").numbers("id") == ["\(refused)", "\(approved)"])
        #expect(await server.request(.post, "/v1/sim-cards/\(cards[0])/stop").refusal == "403 GSL.00016010")
        try await server.domain.write {
            try $0.workOrders.decide(WorkOrderID(approved), refusing: nil)
            try $0.workOrders.decide(WorkOrderID(refused), refusing: "不批准")
        }
        let rejected = await server.request(.get, "\(Self.path)?status=7")
        #expect((rejected.numbers("id"), rejected.texts("fail_reason")) == (["\(refused)"], ["不批准"]))
        try await server.carryOutWorkOrders()
        #expect(await server.request(.get, "\(Self.path)?status=4").numbers("id") == ["\(approved)"])
    }

    @Test func `are listed newest first, by page and by filter`() async throws {
        let server = try await ServerFixture()
        let cards = try await server.load(
            order: 1, carrier: .telecom, (0..<23).map { ServerFixture.card($0, $0 < 3 ? .activatable : .inUse) })
        var ids: [Int64] = []
        for (number, card) in cards.enumerated() {
            ids.append(try await ask(server, card, number < 3 ? "enable" : "stop"))
        }
        func found(_ query: String) async -> (ids: [Int64], count: [String]) {
            let reply = await server.request(.get, "\(Self.path)?\(query)")
            return (reply.numbers("id").compactMap { Int64($0) }, reply.numbers("count"))
        }
        #expect(await found("") == (Array(ids.reversed().prefix(10)), ["23"]))
        #expect(await found("offset=3") == (ids.prefix(3).reversed(), ["23"]))
        #expect(await found("work_order_type=10&sim_type=3&status=3") == (ids.prefix(3).reversed(), ["3"]))
        #expect(await found("work_order_type=99") == ([], ["0"]))
        #expect(await found("sim_type=1") == ([], ["0"]))
        #expect(await found("main_search_key=\(ids[5])") == ([ids[5]], ["1"]))
        #expect(await found("main_search_key=\(ids[5])&status=4") == ([], ["0"]))
        #expect(await found("main_search_key=1") == ([], ["0"]))
        #expect(
            await server.request(.get, Self.path, as: server.stranger).text
                == #"{"limit":10,"offset":1,"count":0,"work_orders":[]}"#)
    }

    @Test func `have details of their cards only`() async throws {
        let server = try await ServerFixture()
        let cards = try await server.load(order: 1, [ServerFixture.card(1)])
        let id = try await ask(server, cards[0], "stop")
        func count(_ query: String, as key: IssuedAccessKey? = nil, of order: Int64? = nil) async -> [String] {
            let path = "\(Self.path)/\(order ?? id)/details?\(query)"
            return await server.request(.get, path, as: key).numbers("count")
        }
        #expect(await count("") == ["1"])
        #expect(await count("main_search_key=\(ServerFixture.iccid(1))&sim_type=3&status=2") == ["1"])
        #expect(await count("main_search_key=8986") == ["0"])
        #expect(await count("sim_type=2") == ["0"])
        #expect(await count("status=1") == ["0"])
        #expect(await count("offset=2") == ["1"])
        #expect(await count("", of: 4711) == ["0"])
        #expect(await count("", as: server.stranger) == ["0"])
    }

    @Test(arguments: [
        "?main_search_key=x", "?main_search_key=-1", "?main_search_key=123456789012345678", "?sim_type=11",
        "?work_order_type=100", "?status=8", "?status=0", "?limit=9", "/x/details", "/1/details?status=4",
        "/1/details?sim_type=0", "/1/details?limit=501",
    ])
    func `refuse what the contract does not allow`(target: String) async throws {
        let server = try await ServerFixture()
        #expect(await server.request(.get, Self.path + target).refusal == "400 GSL.00010004")
    }
}
