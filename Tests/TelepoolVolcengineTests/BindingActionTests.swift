import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import TelepoolTime
import Testing

/// The operations on bindings: what they take, what they answer, field for field.
struct `Binding operations` {
    private static let (expires, a, b) = (1_663_876_635, "02131075869", "13900000002")

    /// A server with a pool of a kind whose numbers are 17000000000… in 北京.
    private func server(
        _ kind: BindingKind, numbers: Int = 2
    ) async throws -> (server: ServerFixture, pool: NumberPoolNo) {
        let server = try await ServerFixture()
        let pool = try await server.domain.write { scope in
            let type = kind.subServiceType
            let pool = try scope.numberPools.create(name: "p", serviceType: type.serviceType, subServiceType: type).no
            let entries = try (0..<numbers).map {
                NumberEntry(try #require(PhoneNumber("1700000000\($0)")), cityCode: "010")
            }
            _ = try scope.numbers.add(entries, to: pool)
            return pool
        }
        return (server, pool)
    }

    private func id(_ reply: HTTPReply) throws -> String {
        String(try #require(reply.text.firstMatch(of: /"SubId":"(S\d{18})"/)?.1, "\(reply.text)"))
    }

    private func members(_ pool: NumberPoolNo, _ more: String = "") -> String {
        #""NumberPoolNo":"\#(pool)","PhoneNoA":"\#(Self.a)","ExpireTime":\#(Self.expires)\#(more)"#
    }

    @Test func `SelectNumberAndBindAXB answers the binding, and the look-ups show it`() async throws {
        let (server, pool) = try await server(.axb)
        let reply = await server.call(
            "SelectNumberAndBindAXB",
            "{\(members(pool, #","PhoneNoB":"\#(Self.b)","UserData":"u","OutId":"o","CallDisplayType":2"#))}")
        let id = try id(reply)
        #expect(
            reply.result == #"{"SubId":"\#(id)","PhoneNoX":"17000000000","PhoneNoXCityCode":"010","#
                + #""PhoneNoA":"\#(Self.a)","PhoneNoACityCode":"021","PhoneNoB":"\#(Self.b)","PhoneNoBCityCode":"","#
                + #""Status":1}"#)
        let query = await server.call("QuerySubscription", #"{"NumberPoolNo":"\#(pool)","SubId":"\#(id)"}"#)
        let enabled = try #require(query.text.firstMatch(of: /"EnableTime":(\d+)/)?.1)
        #expect(
            query.result == #"{"SubId":"\#(id)","PhoneNoA":"\#(Self.a)","PhoneNoB":"\#(Self.b)","#
                + #""PhoneNoX":"17000000000","Status":1,"RecordFlag":1,"EnableTime":\#(enabled),"#
                + #""ExpireTime":\#(Self.expires),"CallDisplayType":2,"CallDisplayTypeName":"A看见B的真实号码","#
                + #""UserData":"u","OutId":"o"}"#)
        let list = await server.call("QuerySubscriptionForList", #"{"OutId":"o"}"#)
        let text = try #require(list.text.firstMatch(of: /"EnableTime":"([^"]+)"/)?.1)
        #expect(
            list.result == #"{"Records":[{"SubId":"\#(id)","PhoneNoA":"\#(Self.a)","PhoneNoB":"\#(Self.b)","#
                + #""PhoneNoX":"17000000000","Status":1,"RecordFlag":1,"EnableTime":"\#(text)","#
                + #""ExpireTime":"2022-09-23 03:57:15","CallDisplayType":2,"#
                + #""CallDisplayTypeName":"A看见B的真实号码","UserData":"u","OutId":"o"}],"#
                + #""Limit":20,"Offset":0,"Total":1}"#)
        let unbound = await server.call("UnbindAXBV2", #"{"NumberPoolNo":"\#(pool)","SubId":"\#(id)"}"#)
        #expect(unbound.result == #"{"Success":true}"#)
        let after = await server.call("QuerySubscription", #"{"NumberPoolNo":"\#(pool)","SubId":"\#(id)"}"#)
        #expect(after.text.contains(#""Status":0"#))
        let again = await server.call("UnbindAXB", #"{"NumberPoolNo":"\#(pool)","SubId":"\#(id)"}"#)
        #expect(again.status == 200)
        #expect(again.text.hasSuffix(#""Code":"SubscriptionEmpty","Message":"绑定关系不存在"}}}"#))
    }

    @Test func `UpgradeAXToAXB and UpdateAXB change a binding`() async throws {
        let (server, pool) = try await server(.axb)
        let bound = await server.call("BindAXB", "{\(members(pool, #","PhoneNoX":"17000000001""#))}")
        let id = try id(bound)
        #expect(!bound.text.contains("PhoneNoB"))
        let key = #""NumberPoolNo":"\#(pool)","SubId":"\#(id)""#
        let upgraded = await server.call("UpgradeAXToAXB", #"{\#(key),"PhoneNoB":"\#(Self.b)"}"#)
        #expect(
            upgraded.result == #"{"SubId":"\#(id)","PhoneNoX":"17000000001","PhoneNoXCityCode":"010","#
                + #""PhoneNoA":"\#(Self.a)","PhoneNoACityCode":"021","PhoneNoB":"\#(Self.b)","PhoneNoBCityCode":""}"#)
        let again = await server.call("UpgradeAXToAXB", #"{\#(key),"PhoneNoB":"\#(Self.b)"}"#)
        #expect(again.errorCode == "UpgradeError")
        let updates = [
            #""UpdateType":"updatePhoneNoB","PhoneNoB":"13900000003""#,
            #""UpdateType":"updateExpireTime","ExpireTime":\#(Self.expires + 60)"#, #""UserData":"v","ExpireTime":0"#,
        ]
        for update in updates { #expect(await server.call("UpdateAXB", "{\(key),\(update)}").result == "true") }
        let query = await server.call("QuerySubscription", "{\(key)}")
        #expect(query.text.contains(#""PhoneNoB":"13900000003""#))
        #expect(query.text.contains(#""ExpireTime":\#(Self.expires + 60),"#))
        #expect(query.text.contains(#""UserData":"v""#))
        let refused = await server.call("UpdateAXB", #"{\#(key),"UpdateType":"updateNothing"}"#)
        #expect(refused.errorCode == "IllegalArgument")
        #expect(await server.call("UpdateAXN", #"{\#(key),"PhoneNoA":"13700000000"}"#).errorCode == "SubscriptionEmpty")
    }

    @Test(arguments: ["BindAXN", "SelectNumberAndBindAXN"])
    func `bind A to a number for everybody`(action: String) async throws {
        let (server, pool) = try await server(.axn, numbers: 1)
        let body = "{\(members(pool, #","PhoneNoX":"17000000000""#))}"
        let bound = await server.call(action, body)
        let id = try id(bound)
        #expect(
            bound.result == #"{"SubId":"\#(id)","PhoneNoX":"17000000000","PhoneNoXCityCode":"010","#
                + #""PhoneNoA":"\#(Self.a)","PhoneNoACityCode":"021","Status":1}"#)
        #expect(
            await server.call(action, body).errorCode == (action == "BindAXN" ? "PhoneNoXOccupied" : "NumberNotEnough"))
        let key = #"{"NumberPoolNo":"\#(pool)","SubId":"\#(id)""#
        #expect(
            await server.call("UpdateAXN", key + #","UpdateType":"updatePhoneNoA","PhoneNoA":"13700000000"}"#).result
                == "true")
        #expect(await server.call("UnbindAXN", key + "}").result == "true")
        let other = await server.call(action, body)
        #expect(
            await server.call("UnbindAXNV2", #"{"NumberPoolNo":"\#(pool)","SubId":"\#(try self.id(other))"}"#).result
                == #"{"Success":true}"#)
    }

    @Test func `BindAXNE answers the extension`() async throws {
        let (server, pool) = try await server(.axne, numbers: 1)
        let bound = await server.call("BindAXNE", "{\(members(pool, #","PhoneNoE":"77""#))}")
        let id = try id(bound)
        #expect(bound.text.contains(#""PhoneNoE":"77","Status":1}"#))
        let other = #"{"NumberPoolNo":"\#(pool)","PhoneNoA":"13700000000","ExpireTime":\#(Self.expires),"PhoneNoE":"#
        let taken = await server.call("BindAXNE", other + #""77","PhoneNoX":"17000000000"}"#)
        #expect(taken.errorCode == "PhoneNoEOccupied")
        #expect(await server.call("BindAXNE", other + #""x"}"#).errorCode == "IllegalArgument")
        #expect(await server.call("UnbindAXNE", #"{"NumberPoolNo":"\#(pool)","SubId":"\#(id)"}"#).result == "true")
        #expect(
            await server.call("UnbindAXNEV2", #"{"NumberPoolNo":"\#(pool)","SubId":"\#(id)"}"#).errorCode
                == "SubscriptionEmpty")
    }

    @Test func `BindAXYB and BindYBForAXYB bind X and Y`() async throws {
        let (server, pool) = try await server(.axyb, numbers: 3)
        let body = members(pool, #","PhoneNoB":"\#(Self.b)","NumberPoolNoY":"\#(pool)","YbEnableDuration":60"#)
        let bound = await server.call("BindAXYB", "{\(body)}")
        let id = try id(bound)
        let yb = try #require(bound.text.firstMatch(of: /"YbSubId":"(S\d{18})"/)?.1)
        #expect(
            bound.result == #"{"SubId":"\#(id)","PhoneNoX":"17000000000","Status":1,"PhoneNoY":"17000000001","#
                + #""YbSubId":"\#(yb)","YbStatus":1}"#)
        let second = await server.call(
            "BindYBForAXYB",
            #"{"ParentSubId":"\#(id)","PhoneNoB":"13900000009","NumberPoolNo":"\#(pool)","EnableDuration":60}"#)
        let secondID = try self.id(second)
        #expect(second.result == #"{"SubId":"\#(secondID)","PhoneNoY":"17000000002","Status":1}"#)
        let wrong = await server.call(
            "BindYBForAXYB",
            #"{"ParentSubId":"\#(id)","PhoneNoB":"13900000008","PhoneNoY":"13800000000","NumberPoolNo":"\#(pool)","EnableDuration":60}"#
        )
        #expect(wrong.errorCode == "IllegalPhoneNoY")
        let list = await server.call("QuerySubscriptionForList", #"{"PhoneNoY":"17000000001"}"#)
        #expect(list.text.contains(#""ParentSubId":"\#(id)""#))
        #expect(list.text.contains(#""PhoneNoY":"17000000001""#))
        #expect(
            await server.call("UnbindAXYBV2", #"{"NumberPoolNo":"\#(pool)","SubId":"\#(id)"}"#).result
                == #"{"Success":true}"#)
        #expect(
            await server.call("UnbindAXYB", #"{"NumberPoolNo":"\#(pool)","SubId":"\#(yb)"}"#).errorCode
                == "SubscriptionEmpty")
        let alone = await server.call("BindAXYB", #"{\#(body),"AutoCreateFlag":0}"#)
        #expect(!alone.text.contains("Yb"))
    }

    @Test func `SelectNumber picks without binding`() async throws {
        let (server, pool) = try await server(.axb)
        let reply = await server.call("SelectNumber", #"{"NumberPoolNo":"\#(pool)","NumberCount":1,"CityCode":"010"}"#)
        #expect(
            reply.result == #"{"Records":[{"Number":"17000000000","NumberTypeCode":0,"NumberTypeDesc":"手机","#
                + #""CityCode":"010","NumberLocation":"北京","CurrentBindCount":0}],"Total":1}"#)
        #expect(
            await server.call("SelectNumber", #"{"NumberPoolNo":"\#(pool)","NumberCount":3}"#).errorCode
                == "NumberNotEnough")
        let elsewhere = await server.call("SelectNumber", #"{"NumberPoolNo":"\#(pool)","CityCode":"0755"}"#)
        #expect(elsewhere.errorCode == "NumberNotEnough")
    }

    @Test(arguments: [
        (#""PhoneNoA":"13900000001""#, "The required parameter ExpireTime is missing."),
        (#""ExpireTime":1663876635"#, "The required parameter PhoneNoA is missing."),
        (#""PhoneNoA":"x","ExpireTime":1663876635"#, "The specified parameter PhoneNoA is invalid."),
        (#""PhoneNoA":"13900000001","ExpireTime":1663873040"#, "ExpireTime must be 1 minute later"),
        (#""PhoneNoA":"13900000001","ExpireTime":2145888001"#, "The specified parameter ExpireTime is invalid."),
        (
            #""PhoneNoA":"13900000001","ExpireTime":1663876635,"CityCodeByPhoneNo":"C""#,
            "The specified parameter CityCodeByPhoneNo is invalid."
        ),
        (
            #""PhoneNoA":"13900000001","ExpireTime":1663876635,"DegradeCityList":["1","2","3","4","5","6"]"#,
            "The specified parameter DegradeCityList is invalid."
        ),
        (
            #""PhoneNoA":"13900000001","ExpireTime":1663876635,"CallDisplayType":5"#,
            "The specified parameter CallDisplayType is invalid."
        ),
        (
            #""PhoneNoA":"13900000001","ExpireTime":1663876635,"UserData":"\#(String(repeating: "x", count: 2049))""#,
            "The specified parameter UserData is invalid."
        ),
        (
            #""PhoneNoA":"13900000001","PhoneNoB":"13900000001","ExpireTime":1663876635"#,
            "PhoneNoA, PhoneNoB and PhoneNoX have to be different"
        ),
    ])
    func `refuse in the vendor's way`(body: String, reason: String) async throws {
        let (server, pool) = try await server(.axb)
        let reply = await server.call("SelectNumberAndBindAXB", #"{"NumberPoolNo":"\#(pool)",\#(body)}"#)
        #expect(reply.status == 200)
        #expect(reply.text.hasSuffix(#""Code":"IllegalArgument","Message":"非法的参数: \#(reason)"}}}"#), "\(reply.text)")
    }

    @Test func `know an account's own things only, and who may call`() async throws {
        let (server, pool) = try await server(.axb)
        let bound = await server.call("SelectNumberAndBindAXB", "{\(members(pool))}")
        let key = #"{"NumberPoolNo":"\#(pool)","SubId":"\#(try id(bound))"}"#
        let foreign = await server.call("SelectNumberAndBindAXB", "{\(members(pool))}", as: server.stranger)
        #expect(foreign.errorCode == "IllegalArgument")
        for action in ["QuerySubscription", "UnbindAXBV2"] {
            #expect(await server.call(action, key, as: server.stranger).errorCode == "SubscriptionEmpty")
        }
        #expect(await server.call("QuerySubscriptionForList", as: server.stranger).text.contains(#""Total":0"#))
        #expect(await server.call("QuerySubscription", key, as: server.key(.reader)).status == 200)
        #expect(await server.call("UnbindAXBV2", key, as: server.key(.reader)).status == 403)
        #expect(await server.call("QuerySubscription", key, as: server.key(.metering)).status == 403)
    }
}
