import TelepoolClient
import TelepoolDomain
import TelepoolJSON
import TelepoolTestSupport
import TelepoolTime
import Testing

struct `Cards through the client` {
    private func iccid(_ number: Int) -> String { "8986\(100_000_000_000_000 + number)" }

    /// Makes a call and compares what the client has read with what the server has said: nothing is lost.
    private func call<Request: HuaweiRequest>(
        _ request: Request, with client: HuaweiClient
    ) async throws -> Request.Response where Request.Response: Encodable {
        let routed = try RoutedCall(request)
        let raw = try await client.call(routed.method, routed.path, query: routed.query, body: routed.body)
        let answer = try raw.decode(Request.Response.self)
        #expect(try JSONValue(encoding: answer).normal == raw.normal)
        return answer
    }

    /// A pool of so many cards of China Telecom in use.
    private func makePool(_ fixture: ClientFixture, cards: Int) async throws -> Operator.SIMPool {
        let client = try fixture.theOperator()
        let plan = try await client.call(
            Operator.CreatePricePlan(id: "p1", name: "100 MB", carrier: .telecom, dataMB: 100, months: 12))
        #expect(plan.packageType == "basic")
        let rows = (0..<cards).map {
            Operator.ImportSIMCards.Row(
                iccid: iccid($0), msisdn: "\(1_440_000_000_000 + $0)", status: .inUse,
                activatedAt: Timestamp.example.description)
        }
        let summary = try await client.call(Operator.ImportSIMCards(orderID: 7, planID: plan.id, rows: rows))
        #expect((summary.accepted, summary.rejected) == (cards, 0))
        return try await client.call(Operator.CreateSIMPool(name: "华东", orderIDs: [7]))
    }

    @Test func `pools are made, listed and shown with their cards`() async throws {
        let fixture = try await ClientFixture()
        let pool = try await makePool(fixture, cards: 25)
        #expect((pool.kind, pool.status, pool.carrier) == (.forward, .inUse, .telecom))
        let client = try fixture.huawei()
        let pools = try await call(Huawei.ListSimPools(poolName: "华", status: [.inUse]), with: client)
        #expect(pools.count == 1)
        #expect((pools.pools[0].flowTotal, pools.pools[0].flowLeft) == (2500, 2500))
        let cycle = pools.pools[0].billingCycle
        _ = try await call(Huawei.ListSimPoolMembers(simPoolID: pool.id, billingCycle: cycle), with: client)
        var cids: Set<String> = []
        for try await member in client.all(Huawei.ListSimPoolMembers(simPoolID: pool.id, billingCycle: cycle)) {
            #expect(cids.insert(member.cid).inserted)
        }
        #expect(cids.count == 25)
        var cards: [Huawei.SIMCardView] = []
        for try await card in client.all(Huawei.ListSimCards(orderIDs: [7], sort: "cid", order: "desc", limit: 20)) {
            cards.append(card)
        }
        #expect(cards.map(\.cid) == (0..<25).reversed().map { iccid($0) })
        _ = try await call(Huawei.ListSimCards(limit: 10), with: client)
        let card = try await call(Huawei.ShowSimCard(simCardID: 0, iccid: iccid(3)), with: client)
        #expect((card.cid, card.simStatus, card.operatorStatus) == (iccid(3), .inUse, .working))
        #expect(try await call(Huawei.ShowRealNamed(simCardID: card.simCardID), with: client).realNamed == false)
        let addOn = try await fixture.theOperator().call(
            Operator.CreateSIMPoolAddOn(simPoolID: pool.id, dataMB: 10))
        var addOns: [Operator.SIMPoolAddOn] = []
        for try await one in try fixture.theOperator().all(Operator.ListSIMPoolAddOns(simPoolID: pool.id)) {
            addOns.append(one)
        }
        #expect(addOns == [addOn])
        let renamed = try await fixture.theOperator().call(
            Operator.UpdateSIMPool(simPoolID: pool.id, name: "华南", policy: .allow))
        #expect((renamed.name, renamed.policy) == ("华南", .allow))
    }

    @Test func `usage comes in and is told by month, day and plan`() async throws {
        let fixture = try await ClientFixture()
        _ = try await makePool(fixture, cards: 2)
        let now = Timestamp.example
        let rows = (0..<3).map {
            Operator.ImportUsage.Row(
                recordID: "r\($0)", iccid: iccid($0 % 2), at: now.description, bytes: 1_572_864)
        }
        let metering = try fixture.theOperator(fixture.server.key(.metering))
        #expect(try await metering.call(Operator.ImportUsage(source: "s", rows: rows)).accepted == 3)
        #expect(try await metering.call(Operator.ImportUsage(source: "s", rows: rows)).duplicate == 3)
        let client = try fixture.huawei()
        let pools = try await client.call(Huawei.ListSimPools())
        #expect(pools.pools[0].flowUsed == 4.5)
        let months = try await call(
            Huawei.ShowMonthUsages(iccids: [iccid(0)], billingCycles: [pools.pools[0].billingCycle]), with: client)
        #expect(months.monthUsages[0].flowUsages.map(\.flowUsed) == [3])
        let flows = try await call(Huawei.ListFlowBySimCards(iccids: [iccid(1)]), with: client)
        #expect(flows.map(\.flowLeft) == [98.5])
        _ = try await call(Huawei.ListProPricePlans(), with: client)
        _ = try await call(Huawei.ListSimPricePlans(simCardID: 0, iccid: iccid(0)), with: client)
        var used: [Int] = []
        for try await row in try fixture.theOperator().all(Operator.ListCardUsage(limit: 1)) {
            used.append(row.usedBytes)
        }
        #expect(used == [3_145_728, 1_572_864])
    }

    @Test func `work orders are asked for, decided and listed`() async throws {
        let fixture = try await ClientFixture()
        _ = try await makePool(fixture, cards: 1)
        let client = try fixture.huawei()
        let order = try await call(Huawei.StopSimCard(simCardID: 0, iccid: iccid(0)), with: client)
        var orders: [Int] = []
        for try await one in client.all(Huawei.ListWorkOrders()) { orders.append(one.id) }
        #expect(orders == [order.workOrderID])
        _ = try await call(Huawei.ListWorkOrders(), with: client)
        let details = try await call(Huawei.ListWorkOrderDetails(workOrderID: order.workOrderID), with: client)
        #expect(details.workOrderDetails.map(\.cid) == [iccid(0)])
        let review = try await fixture.theOperator().call(Operator.SetWorkOrderReview(byHand: true))
        #expect(review.byHand)
    }

    @Test func `labels and messages`() async throws {
        let fixture = try await ClientFixture()
        _ = try await makePool(fixture, cards: 1)
        let client = try fixture.huawei()
        let tag = try await call(Huawei.CreateTag(tagName: "测试"), with: client)
        _ = try await client.call(Huawei.BatchSetTags(iccids: [iccid(0)], tagIDs: [tag.id]))
        #expect(try await call(Huawei.ListTags(status: 1), with: client).tags.map(\.id) == [tag.id])
        _ = try await client.call(Huawei.DeleteTag(tagID: tag.id))
        let attribute = try await call(Huawei.CreateAttribute(custAttrName: "地点"), with: client)
        _ = try await client.call(Huawei.EnableAttribute(attributeID: attribute.id))
        _ = try await client.call(
            Huawei.BatchSetAttributes(
                attributes: [.init(simCardID: 0, iccid: iccid(0), customerAttribute1: "上海")]))
        #expect(try await call(Huawei.ListAttributes(status: 1), with: client).attributes.map(\.custAttrName) == ["地点"])
        let cards = try await call(Huawei.ListSimCards(customerAttribute1: "上海"), with: client)
        #expect(cards.count == 1)
        #expect(try await client.call(Huawei.SendSms(smsContent: "你好", cids: [iccid(0)])) == "Ok")
        let claim = try await fixture.theOperator().call(Operator.ClaimSMS(limit: 10, seconds: 60))
        #expect(claim.messages.map(\.content) == ["你好"])
        _ = try await fixture.theOperator().call(
            Operator.ReportSMSResult(id: claim.messages[0].id, status: "delivered"))
        #expect(try await call(Huawei.ListSmsDetails(), with: client).smsDetails.count == 1)
        #expect(
            try await client.call(
                Huawei.AddNetworkSwitchPolicy(policyName: "a", version: 2, switchOrder: "3,1,2", blacklist: 0)))
        #expect(try await call(Huawei.ListNetworkSwitchPolicies(), with: client).policies.map(\.policyName) == ["a"])
    }

    @Test func `of another account are not there`() async throws {
        let fixture = try await ClientFixture()
        let pool = try await makePool(fixture, cards: 1)
        let error = await #expect(throws: ClientError.self) {
            try await fixture.theOperator(fixture.server.stranger).call(Operator.ShowSIMPool(simPoolID: pool.id))
        }
        #expect(error?.code == "UnknownSIMPool")
        #expect(try await fixture.huawei(fixture.server.stranger).call(Huawei.ListSimPools()).count == 0)
    }
}
