import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import Testing

struct `UpdateNumberPool and UpdateNumberPoolV2` {
    /// A server with one pool of type 100/101.
    private func filled() async throws -> (server: ServerFixture, pool: NumberPoolNo) {
        let server = try await ServerFixture()
        let pool = try await server.domain.write {
            try $0.numberPools.create(name: "默认", serviceType: .ordinary, subServiceType: .voiceSIP).no
        }
        return (server, pool)
    }

    @Test(arguments: [("UpdateNumberPoolV2", #"{"Success":true}"#), ("UpdateNumberPool", "true")])
    func `change name and type, and say so`(action: String, result: String) async throws {
        let (server, pool) = try await filled()
        let reply = await server.call(
            action, #"{"NumberPoolNo":"\#(pool)","Name":"营销","ServiceType":200,"SubServiceType":201}"#)
        #expect(reply.result == result)
        #expect(
            try await server.domain.read { try $0.numberPools.find(pool) }
                == NumberPool(
                    no: pool, name: "营销", serviceType: .privacy, subServiceType: .axb, numberCount: 0))
    }

    @Test(arguments: ["UpdateNumberPoolV2", "UpdateNumberPool"])
    func `leave the type alone that is not given`(action: String) async throws {
        let (server, pool) = try await filled()
        let body = #"{"NumberPoolNo":"\#(pool)","Name":"营销","ServiceType":0,"SubServiceType":""}"#
        #expect(await server.call(action, body).status == 200)
        let found = try await server.domain.read { try $0.numberPools.find(pool) }
        #expect(found?.name == "营销")
        #expect(found?.subServiceType == .voiceSIP)
    }

    @Test func `need a name in the newer form only`() async throws {
        let (server, pool) = try await filled()
        let body = #"{"NumberPoolNo":"\#(pool)","SubServiceType":102}"#
        let reply = await server.call("UpdateNumberPoolV2", body)
        #expect(reply.status == 400)
        #expect(
            reply.text.hasSuffix(#""Code":"MissingParameter","Message":"The required parameter Name is missing."}}}"#))
        #expect(await server.call("UpdateNumberPool", body).result == "true")
        #expect(try await server.domain.read { try $0.numberPools.find(pool)?.name } == "默认")
    }

    @Test(
        arguments: ["UpdateNumberPoolV2", "UpdateNumberPool"],
        [
            (#""Name":"a""#, "MissingParameter", "NumberPoolNo"),
            (#""NumberPoolNo":"","Name":"a""#, "InvalidParameter", "NumberPoolNo"),
            (#""NumberPoolNo":"NP166387303512345678","Name":"a""#, "InvalidParameter", "NumberPoolNo"),
            (#""NumberPoolNo":"@","Name":"12345678901234567890123456789012""#, "InvalidParameter", "Name"),
            (#""NumberPoolNo":"@","Name":"\t""#, "InvalidParameter", "Name"),
            (#""NumberPoolNo":"@","Name":"a","ServiceType":1"#, "InvalidParameter", "ServiceType"),
            (#""NumberPoolNo":"@","Name":"a","ServiceType":200"#, "InvalidParameter", "ServiceType"),
            (#""NumberPoolNo":"@","Name":"a","SubServiceType":1"#, "InvalidParameter", "SubServiceType"),
            (
                #""NumberPoolNo":"@","Name":"a","ServiceType":100,"SubServiceType":201"#, "InvalidParameter",
                "SubServiceType"
            ),
        ])
    func `refuse`(action: String, refusal: (members: String, code: String, parameter: String)) async throws {
        let (server, pool) = try await filled()
        let reply = await server.call(action, "{\(refusal.members.replacing("@", with: pool.rawValue))}")
        #expect((reply.status, reply.errorCode) == (400, refusal.code))
        #expect(reply.text.contains(" parameter \(refusal.parameter) is "))
        #expect(
            try await server.domain.read { try $0.numberPools.find(pool) }
                == NumberPool(
                    no: pool, name: "默认", serviceType: .ordinary, subServiceType: .voiceSIP, numberCount: 0))
    }

    @Test(arguments: ["UpdateNumberPoolV2", "UpdateNumberPool"])
    func `do not change the type of a pool that holds numbers`(action: String) async throws {
        let (server, pool) = try await filled()
        _ = try await server.domain.write {
            try $0.numbers.add([NumberEntry(#require(PhoneNumber("13800000001")))], to: pool)
        }
        let type = #"{"NumberPoolNo":"\#(pool)","Name":"b","ServiceType":200,"SubServiceType":201}"#
        let reply = await server.call(action, type)
        #expect(reply.status == 400)
        #expect(
            reply.text.hasSuffix(
                #""Code":"OperationDenied","Message":"Operation is denied because the specified resource is in use."}}}"#
            ))
        #expect(try await server.domain.read { try $0.numberPools.find(pool)?.name } == "默认")
        #expect(await server.call(action, #"{"NumberPoolNo":"\#(pool)","Name":"b","ServiceType":100}"#).status == 200)
    }

    @Test(arguments: ["UpdateNumberPoolV2", "UpdateNumberPool"])
    func `take another account's pool for one that does not exist`(action: String) async throws {
        let (server, pool) = try await filled()
        let foreign = await server.call(action, #"{"NumberPoolNo":"\#(pool)","Name":"b"}"#, as: server.stranger)
        let unknown = await server.call(
            action, #"{"NumberPoolNo":"NP166387303512345678","Name":"b"}"#, as: server.stranger)
        #expect(foreign.status == 400)
        #expect(
            foreign.text.replacing(foreign.requestID, with: "") == unknown.text.replacing(unknown.requestID, with: ""))
        #expect(try await server.domain.read { try $0.numberPools.find(pool)?.name } == "默认")
    }

    @Test(arguments: ["UpdateNumberPoolV2", "UpdateNumberPool"])
    func `are for managers`(action: String) async throws {
        let (server, pool) = try await filled()
        let reply = await server.call(action, #"{"NumberPoolNo":"\#(pool)","Name":"b"}"#, as: server.key(.reader))
        #expect((reply.status, reply.errorCode) == (403, "AccessDenied"))
    }
}
