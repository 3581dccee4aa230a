import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import TelepoolTime
import Testing

struct `NumberPoolList` {
    /// Four pools, one second apart.
    private func filled() async throws -> (server: ServerFixture, pools: [NumberPoolNo]) {
        let server = try await ServerFixture()
        let kinds: [(String, SubServiceType)] = [
            ("北京", .voiceSIP), ("上海 100%", .axb), ("a_b", .axn), ("上海", .voiceSIP),
        ]
        var pools: [NumberPoolNo] = []
        for (offset, kind) in kinds.enumerated() {
            pools.append(
                try await server.domain.write(at: .example.adding(seconds: Int64(offset))) {
                    try $0.numberPools.create(
                        name: kind.0, serviceType: kind.1.serviceType, subServiceType: kind.1
                    ).no
                })
        }
        return (server, pools)
    }

    @Test func `answers the newest pools first, field for field`() async throws {
        let (server, pools) = try await filled()
        _ = try await server.domain.write {
            try $0.numbers.add(
                ["13800000001", "13800000002"].compactMap(PhoneNumber.init).map { NumberEntry($0) }, to: pools[2])
        }
        let reply = await server.call("NumberPoolList", #"{"Offset":1,"Limit":2}"#)
        #expect(
            reply.result == #"{"Total":4,"Limit":2,"Offset":1,"Records":["#
                + #"{"NumberPoolName":"a_b","NumberPoolNo":"\#(pools[2])","ServiceType":200,"#
                + #""ServiceTypeName":"隐私号","SubServiceType":202,"SubServiceTypeName":"AXN","NumberCount":2},"#
                + #"{"NumberPoolName":"上海 100%","NumberPoolNo":"\#(pools[1])","ServiceType":200,"#
                + #""ServiceTypeName":"隐私号","SubServiceType":201,"SubServiceTypeName":"AXB","NumberCount":0}]}"#)
    }

    @Test(arguments: [
        (#"{}"#, [3, 2, 1, 0]),
        (#"{"Limit":500,"ServiceType":0,"SubServiceType":0,"NumberPoolNo":"","NumberPoolName":""}"#, [3, 2, 1, 0]),
        (#"{"ServiceType":100}"#, [3, 0]),
        (#"{"ServiceType":"200"}"#, [2, 1]),
        (#"{"SubServiceType":201}"#, [1]),
        (#"{"ServiceType":100,"SubServiceType":201}"#, []),
        (#"{"ServiceType":300}"#, []),
        (#"{"NumberPoolName":"上海"}"#, [3, 1]),
        (#"{"Name":"上海"}"#, [3, 1]),
        (#"{"Name":"北京","NumberPoolName":"上海"}"#, [3, 1]),
        (#"{"NumberPoolName":"%"}"#, [1]),
        (#"{"NumberPoolName":"_"}"#, [2]),
        (#"{"NumberPoolName":"A_B"}"#, []),
        (#"{"NumberPoolName":"上海","ServiceType":100}"#, [3]),
        (#"{"NumberPoolNo":"NP0"}"#, []),
    ])
    func `filters`(body: String, expected: [Int]) async throws {
        let (server, pools) = try await filled()
        let result = try #require(await server.call("NumberPoolList", body).result)
        #expect(result.hasPrefix(#"{"Total":\#(expected.count),"#))
        #expect(
            result.matches(of: /"NumberPoolNo":"(NP\d{18})"/).map { String($0.1) }
                == expected.map { pools[$0].rawValue })
    }

    @Test func `finds one pool by its number`() async throws {
        let (server, pools) = try await filled()
        let result = try #require(await server.call("NumberPoolList", #"{"NumberPoolNo":"\#(pools[0])"}"#).result)
        #expect(result.hasPrefix(#"{"Total":1,"Limit":20,"Offset":0,"Records":[{"NumberPoolName":"北京","#))
    }

    @Test(arguments: [
        (#"{"Limit":0}"#, "Limit"), (#"{"Limit":501}"#, "Limit"), (#"{"Limit":"x"}"#, "Limit"),
        (#"{"Offset":-1}"#, "Offset"), (#"{"ServiceType":true}"#, "ServiceType"),
        (#"{"SubServiceType":[]}"#, "SubServiceType"), (#"{"NumberPoolNo":1}"#, "NumberPoolNo"),
        (#"{"NumberPoolName":{}}"#, "NumberPoolName"), (#"{"NumberPoolName":"\u0000"}"#, "NumberPoolName"),
    ])
    func `refuses`(body: String, parameter: String) async throws {
        let server = try await ServerFixture()
        let reply = await server.call("NumberPoolList", body)
        #expect(reply.status == 400)
        #expect(
            reply.text.hasSuffix(
                #""Code":"InvalidParameter","Message":"The specified parameter \#(parameter) is invalid."}}}"#))
    }

    @Test func `goes beyond the end with an empty page`() async throws {
        let (server, _) = try await filled()
        let reply = await server.call("NumberPoolList", #"{"Offset":9223372036854775807,"Limit":1}"#)
        #expect(reply.result == #"{"Total":4,"Limit":1,"Offset":9223372036854775807,"Records":[]}"#)
    }

    @Test func `shows an account its own pools only`() async throws {
        let (server, pools) = try await filled()
        let none = #"{"Total":0,"Limit":20,"Offset":0,"Records":[]}"#
        #expect(await server.call("NumberPoolList", as: server.stranger).result == none)
        let one = await server.call("NumberPoolList", #"{"NumberPoolNo":"\#(pools[0])"}"#, as: server.stranger)
        #expect(one.result == none)
    }

    @Test func `is for readers too, but not for metering`() async throws {
        let server = try await ServerFixture()
        #expect(await server.call("NumberPoolList", as: server.key(.reader)).status == 200)
        let reply = await server.call("NumberPoolList", as: server.key(.metering))
        #expect((reply.status, reply.errorCode) == (403, "AccessDenied"))
    }
}
