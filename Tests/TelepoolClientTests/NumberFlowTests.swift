import TelepoolClient
import TelepoolJSON
import TelepoolTestSupport
import TelepoolTime
import Testing

struct `Numbers through the client` {
    /// Makes a call and compares what the client has read with what the server has said: nothing is lost.
    private func call<Request: VolcengineRequest>(
        _ request: Request, with client: VolcengineClient
    ) async throws -> Request.Response where Request.Response: Encodable {
        let raw = try await client.call(action: Request.action, parameters: JSONValue(encoding: request))
        let answer = try raw.decode(Request.Response.self)
        #expect(try JSONValue(encoding: answer).normal == raw.normal)
        return answer
    }

    private func makePool(_ fixture: ClientFixture, _ type: Volcengine.SubServiceType) async throws -> String {
        let serviceType: Volcengine.ServiceType = type.rawValue < 200 ? .ordinary : .privacy
        let pool = try await fixture.volcengine().call(
            Volcengine.CreateNumberPool(name: "客服 \(type.rawValue)", serviceType: serviceType, subServiceType: type))
        return pool.numberPoolNo
    }

    private func stock(_ fixture: ClientFixture, _ pool: String, _ count: Int) async throws {
        let rows = (0..<count).map { Operator.ImportNumbers.Row(number: "\(13_800_000_000 + $0)") }
        let summary = try await fixture.theOperator().call(
            Operator.ImportNumbers(numberPoolNo: pool, rows: rows))
        #expect((summary.accepted, summary.rejected) == (count, 0))
    }

    @Test func `pools are created, renamed and listed`() async throws {
        let fixture = try await ClientFixture()
        let client = try fixture.volcengine()
        let created = try await call(
            Volcengine.CreateNumberPool(name: "客服", serviceType: .ordinary, subServiceType: .voiceSIP), with: client)
        #expect(created.name == "客服")
        let renamed = Volcengine.UpdateNumberPoolV2(numberPoolNo: created.numberPoolNo, name: "售后")
        #expect(try await call(renamed, with: client).success)
        #expect(
            try await client.call(
                Volcengine.UpdateNumberPool(numberPoolNo: created.numberPoolNo, subServiceType: .twoWayCall)))
        let pools = try await call(Volcengine.NumberPoolList(numberPoolName: "售"), with: client)
        #expect(pools.total == 1)
        #expect(pools.records[0].numberPoolName == "售后")
        #expect(pools.records[0].subServiceType == .twoWayCall)
    }

    @Test func `a client token makes a call the repetition of another`() async throws {
        let fixture = try await ClientFixture()
        let client = try fixture.volcengine()
        let request = Volcengine.CreateNumberPool(name: "a", serviceType: .ordinary, subServiceType: .voiceSIP)
        let first = try await client.call(request, clientToken: "t")
        #expect(try await client.call(request, clientToken: "t") == first)
        var other = request
        other.name = "b"
        let error = await #expect(throws: ClientError.self) { try await client.call(other, clientToken: "t") }
        #expect(error?.code == "IdempotentParameterMismatch")
    }

    @Test func `numbers are stocked, listed page after page, and taken out of use`() async throws {
        let fixture = try await ClientFixture()
        let client = try fixture.volcengine()
        let pool = try await makePool(fixture, .voiceSIP)
        try await stock(fixture, pool, 45)
        let page = try await call(Volcengine.NumberList(numberPoolNo: pool), with: client)
        #expect((page.records.count, page.total) == (20, 45))
        var numbers: [String] = []
        for try await record in client.all(Volcengine.NumberList(numberPoolNo: pool)) { numbers.append(record.number) }
        #expect(Set(numbers).count == 45)
        #expect(numbers.count == 45)
        _ = try await call(Volcengine.EnableOrDisableNumber(enableCode: 2, numbers: [numbers[0]]), with: client)
        let disabled = try await call(
            Volcengine.NumberList(numbers: [numbers[0]], numberStatusCode: .disabledByUser), with: client)
        #expect(disabled.records.map(\.number) == [numbers[0]])
        let picked = try await call(Volcengine.SelectNumber(numberPoolNo: pool, numberCount: 2), with: client)
        #expect(picked.records.count == 2)
    }

    @Test func `numbers are bound, looked up and unbound`() async throws {
        let fixture = try await ClientFixture()
        let client = try fixture.volcengine()
        let pool = try await makePool(fixture, .axb)
        try await stock(fixture, pool, 2)
        let end = Int(Timestamp.example.seconds) + 3600
        let binding = try await call(
            Volcengine.SelectNumberAndBindAXB(
                numberPoolNo: pool, phoneNoA: "13900000001", phoneNoB: "13900000002", expireTime: end, userData: "订单"),
            with: client)
        #expect(binding.status == 1)
        let shown = try await call(
            Volcengine.QuerySubscription(numberPoolNo: pool, subID: binding.subID), with: client)
        #expect((shown.phoneNoX, shown.userData, shown.expireTime) == (binding.phoneNoX, "订单", "\(end)"))
        #expect(
            try await call(
                Volcengine.UpdateAXB(numberPoolNo: pool, subID: binding.subID, userData: "b"), with: client))
        var listed: [Volcengine.Subscription] = []
        for try await subscription in client.all(Volcengine.QuerySubscriptionForList(numberPoolNo: pool)) {
            listed.append(subscription)
        }
        #expect(listed.map(\.userData) == ["b"])
        _ = try await call(Volcengine.QuerySubscriptionForList(numberPoolNo: pool), with: client)
        #expect(
            try await call(Volcengine.UnbindAXBV2(numberPoolNo: pool, subID: binding.subID), with: client).success)
        let again = try await client.call(Volcengine.QuerySubscription(numberPoolNo: pool, subID: binding.subID))
        #expect(again.status == 0)
    }

    @Test func `a number Y is bound beside X`() async throws {
        let fixture = try await ClientFixture()
        let client = try fixture.volcengine()
        let pool = try await makePool(fixture, .axyb)
        try await stock(fixture, pool, 3)
        let end = Int(Timestamp.example.seconds) + 3600
        let binding = try await call(
            Volcengine.BindAXYB(
                numberPoolNo: pool, numberPoolNoY: pool, phoneNoA: "13900000001", phoneNoB: "13900000002",
                ybEnableDuration: 60, expireTime: end), with: client)
        #expect(binding.phoneNoY != nil)
        #expect(try await call(Volcengine.UnbindAXYB(numberPoolNo: pool, subID: binding.subID), with: client))
    }

    @Test func `numbers are applied for`() async throws {
        let fixture = try await ClientFixture()
        let client = try fixture.volcengine()
        let pool = try await makePool(fixture, .voiceSIP)
        let application = try await call(
            Volcengine.CreateNumberApplication(
                numberPoolNo: pool, numberType: .landline, cities: [.init(cityCode: "010", numberCount: 2)]),
            with: client)
        let list = try await call(Volcengine.QueryNumberApplyRecordList(numberType: .landline), with: client)
        #expect(list.records.map(\.applyBillID) == [application.applyBillID])
        #expect(list.records[0].cities?[0].applyNumberCount == 2)
        let brought = try await fixture.theOperator().call(
            Operator.ApproveNumberApplication(
                applyBillID: application.applyBillID,
                rows: [.init(number: "01012345678"), .init(number: "02112345678")]
            ))
        #expect((brought.accepted, brought.rejections.map(\.line)) == (1, [3]))
    }

    @Test func `are reserved, shown and released by the operator`() async throws {
        let fixture = try await ClientFixture()
        let client = try fixture.theOperator()
        let pool = try await makePool(fixture, .voiceSIP)
        try await stock(fixture, pool, 5)
        let rehearsed = Operator.ReserveNumbers(numberPoolNo: pool, seconds: 60, count: 5)
        #expect(try await client.call(rehearsed, isRehearsed: true).numbers.count == 5)
        let reservation = try await client.call(
            Operator.ReserveNumbers(numberPoolNo: pool, purpose: "展会", seconds: 60, count: 2))
        let reserved = try await client.call(Operator.ShowNumber(number: reservation.numbers[0]))
        #expect(reserved.availability == "reserved")
        let use = try await client.call(Operator.ShowNumberPoolUtilisation(numberPoolNo: pool))
        #expect((use.numbers, use.reserved) == (5, 2))
        var numbers: [String] = []
        for try await number in client.all(Operator.ListNumbers(numberPoolNo: pool, limit: 2)) {
            numbers.append(number.number)
        }
        #expect(numbers == numbers.sorted())
        #expect(numbers.count == 5)
        var reservations: [Operator.NumberReservation] = []
        for try await one in client.all(Operator.ListNumberReservations(numberPoolNo: pool, limit: 1)) {
            reservations.append(one)
        }
        #expect(reservations == [reservation])
        _ = try await client.call(Operator.ReleaseNumberReservation(id: reservation.id))
        let summary = try await client.call(Operator.RemoveNumbers(rows: numbers.map { .init(number: $0) }))
        #expect(summary.accepted == 5)
        #expect(
            try await client.call(Operator.DeleteNumberPool(numberPoolNo: pool)).numberPoolNo == pool)
        let error = await #expect(throws: ClientError.self) {
            try await client.call(Operator.DeleteNumberPool(numberPoolNo: pool))
        }
        #expect(error?.code == "UnknownNumberPool")
    }

    @Test func `of another account are not there`() async throws {
        let fixture = try await ClientFixture()
        let pool = try await makePool(fixture, .voiceSIP)
        let stranger = try fixture.volcengine(fixture.server.stranger)
        #expect(try await stranger.call(Volcengine.NumberPoolList()).total == 0)
        await #expect(throws: ClientError.self) {
            try await stranger.call(Volcengine.UpdateNumberPoolV2(numberPoolNo: pool, name: "a"))
        }
    }
}
