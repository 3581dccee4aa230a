import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import TelepoolTime
import Testing

struct `NumberList` {
    /// Two pools: 13800000001 to 3 as mobiles in the first, two landlines in the second.
    private func filled() async throws -> (server: ServerFixture, pools: [NumberPoolNo]) {
        let server = try await ServerFixture()
        // Lists go by the numbers of the pools, which begin with the second of their creation.
        let pools = [
            try await server.domain.write(at: .example.adding(seconds: 1)) {
                try $0.numberPools.create(name: "营销", serviceType: .ordinary, subServiceType: .voiceSIP).no
            },
            try await server.domain.write {
                try $0.numberPools.create(name: "隐私", serviceType: .privacy, subServiceType: .axb).no
            },
        ]
        try await server.domain.write { scope in
            let mobiles = try (1...3).map { NumberEntry(try #require(PhoneNumber("1380000000\($0)"))) }
            let landlines = try ["02131075869", "075512345678"].map {
                NumberEntry(try #require(PhoneNumber($0)), qualificationNo: "Q1")
            }
            _ = try scope.numbers.add(mobiles, to: pools[0])
            _ = try scope.numbers.add(landlines, to: pools[1])
            _ = try scope.numbers.setStatus(.disabledByUser, of: [#require(PhoneNumber("13800000002"))])
        }
        return (server, pools)
    }

    private func numbers(_ reply: HTTPReply) -> [String] {
        reply.text.matches(of: /"Number":"(\d+)"/).map { String($0.1) }
    }

    @Test func `answers the numbers field for field`() async throws {
        let (server, pools) = try await filled()
        let reply = await server.call("NumberList", #"{"NumberPoolNo":"\#(pools[1])","Limit":1}"#)
        #expect(
            reply.result == #"{"Records":[{"Number":"02131075869","NumberStatusCode":1,"NumberStatusDesc":"使用中","#
                + #""NumberTypeCode":1,"NumberTypeDesc":"固话","NumberLocation":"上海","#
                + #""NumberPurchaseTime":"2022-09-23 02:57:15","NumberPoolNo":"\#(pools[1])","NumberPoolName":"隐私","#
                + #""NumberPoolTypeCode":201,"NumberPoolTypeDesc":"AXB","ServiceTypeCode":200,"ServiceTypeDesc":"隐私号","#
                + #""QualificationNo":"Q1","CurrentBindCount":0}],"Limit":1,"Offset":0,"Total":2}"#)
    }

    @Test(arguments: [
        (#"{}"#, ["02131075869", "075512345678", "13800000001", "13800000002", "13800000003"]),
        (#"{"Offset":3,"Limit":"1"}"#, ["13800000002"]),
        (#"{"NumberStatusCode":"2"}"#, ["13800000002"]), (#"{"NumberStatusCode":4}"#, []),
        (#"{"NumberTypeCode":0,"NumberStatusCode":0}"#, ["13800000001", "13800000002", "13800000003"]),
        (#"{"NumberTypeCode":1}"#, ["02131075869", "075512345678"]),
        (#"{"NumberPoolTypeCode":101}"#, ["13800000001", "13800000002", "13800000003"]),
        (#"{"NumberList":["13800000003","13900000000","x"]}"#, ["13800000003"]),
        (#"{"NumberList":"13800000003,13800000001"}"#, ["13800000001", "13800000003"]),
        (#"{"NumberList.2":"13800000003","NumberList.1":"13800000001"}"#, ["13800000001", "13800000003"]),
        (#"{"Number":"+8613800000001"}"#, ["13800000001"]), (#"{"NumberList":[],"Number":"x"}"#, []),
        (#"{"NumberPoolNo":"NP1"}"#, []),
    ])
    func `filters`(body: String, expected: [String]) async throws {
        let (server, _) = try await filled()
        let reply = await server.call("NumberList", body)
        #expect(reply.status == 200)
        #expect(numbers(reply) == expected)
        if !body.contains("Limit") { #expect(reply.text.hasSuffix(#""Total":\#(expected.count)}}"#)) }
    }

    @Test func `takes repeated names in a form`() async throws {
        let (server, _) = try await filled()
        let reply = await server.call(
            "NumberList", "NumberList=13800000001&NumberList=13800000003",
            headers: .init(named: ["Content-Type": "application/x-www-form-urlencoded"]))
        #expect(numbers(reply) == ["13800000001", "13800000003"])
    }

    @Test(arguments: [
        #"{"Limit":0}"#, #"{"Limit":501}"#, #"{"Offset":-1}"#, #"{"NumberList":[{}]}"#, #"{"NumberStatusCode":"x"}"#,
        #"{"NumberList":"\#((0...500).map(String.init).joined(separator: ","))"}"#,
    ])
    func `refuses in the vendor's way`(body: String) async throws {
        let server = try await ServerFixture()
        let reply = await server.call("NumberList", body)
        #expect(reply.status == 200)
        #expect(reply.errorCode == "IllegalArgument")
        #expect(reply.text.contains(#""Error":{"CodeN":200101,"Code":"IllegalArgument","Message":"非法的参数: "#))
    }

    @Test func `shows an account its own numbers only`() async throws {
        let (server, pools) = try await filled()
        for body in [#"{}"#, #"{"NumberList":["13800000001"]}"#, #"{"NumberPoolNo":"\#(pools[0])"}"#] {
            let reply = await server.call("NumberList", body, as: server.stranger)
            #expect(reply.result == #"{"Records":[],"Limit":20,"Offset":0,"Total":0}"#)
        }
    }

    @Test func `is for readers too, but not for metering`() async throws {
        let server = try await ServerFixture()
        #expect(await server.call("NumberList", as: server.key(.reader)).status == 200)
        #expect(await server.call("NumberList", as: server.key(.metering)).status == 403)
    }
}
