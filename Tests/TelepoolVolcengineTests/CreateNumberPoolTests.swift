import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import Testing

struct `CreateNumberPool` {
    private let body = #"{"Name":"默认号码池","ServiceType":100,"SubServiceType":101}"#

    @Test func `answers the pool`() async throws {
        let server = try await ServerFixture()
        let reply = await server.call("CreateNumberPool", body)
        let result = try #require(reply.result)
        let no = try #require(result.firstMatch(of: /NP1663873\d{11}/)?.output)
        #expect(
            result
                == #"{"Name":"默认号码池","NumberPoolNo":"\#(no)","ServiceType":100,"SubServiceType":101}"#)
        let stored = try await server.domain.read { try $0.numberPools.list(.init(), offset: 0, limit: 10) }
        #expect(
            stored.elements == [
                NumberPool(
                    no: NumberPoolNo(String(no)), name: "默认号码池", serviceType: .ordinary, subServiceType: .voiceSIP,
                    numberCount: 0)
            ])
        #expect(stored.total == 1)
    }

    @Test(arguments: [
        #"{"Name":"a","ServiceType":"200","SubServiceType":201.0}"#,
        #"{"Name":"a","ServiceType":2e2,"SubServiceType":"201"}"#,
        #"{"Name":"12345678901234567890123456789012","ServiceType":200,"SubServiceType":206}"#,
        #"{"Name":"𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷","ServiceType":200,"SubServiceType":201,"Unknown":[]}"#,
    ])
    func `takes what clients send`(body: String) async throws {
        let server = try await ServerFixture()
        #expect(await server.call("CreateNumberPool", body).status == 200)
    }

    @Test(arguments: [
        (#"{}"#, "MissingParameter", "The required parameter Name is missing."),
        (#"{"Name":null}"#, "MissingParameter", "The required parameter Name is missing."),
        (#"{"Name":"a"}"#, "MissingParameter", "The required parameter ServiceType is missing."),
        (#"{"Name":"a","ServiceType":""}"#, "MissingParameter", "The required parameter ServiceType is missing."),
        (
            #"{"Name":"a","ServiceType":100}"#, "MissingParameter",
            "The required parameter SubServiceType is missing."
        ),
        (
            #"{"Name":"","ServiceType":100,"SubServiceType":101}"#, "InvalidParameter",
            "The specified parameter Name is invalid."
        ),
        (
            #"{"Name":" \u3000","ServiceType":100,"SubServiceType":101}"#, "InvalidParameter",
            "The specified parameter Name is invalid."
        ),
        (
            #"{"Name":"a\u0007","ServiceType":100,"SubServiceType":101}"#, "InvalidParameter",
            "The specified parameter Name is invalid."
        ),
        (
            #"{"Name":"a\u0000","ServiceType":100,"SubServiceType":101}"#, "InvalidParameter",
            "The specified parameter Name is invalid."
        ),
        (
            #"{"Name":"123456789012345678901234567890123","ServiceType":100,"SubServiceType":101}"#,
            "InvalidParameter", "The specified parameter Name is invalid."
        ),
        (
            #"{"Name":7,"ServiceType":100,"SubServiceType":101}"#, "InvalidParameter",
            "The specified parameter Name is invalid."
        ),
        (
            #"{"Name":"a","ServiceType":300,"SubServiceType":101}"#, "InvalidParameter",
            "The specified parameter ServiceType is invalid."
        ),
        (
            #"{"Name":"a","ServiceType":100.5,"SubServiceType":101}"#, "InvalidParameter",
            "The specified parameter ServiceType is invalid."
        ),
        (
            #"{"Name":"a","ServiceType":1e400,"SubServiceType":101}"#, "InvalidParameter",
            "The specified parameter ServiceType is invalid."
        ),
        (
            #"{"Name":"a","ServiceType":100,"SubServiceType":999}"#, "InvalidParameter",
            "The specified parameter SubServiceType is invalid."
        ),
        (
            #"{"Name":"a","ServiceType":100,"SubServiceType":201}"#, "InvalidParameter",
            "The specified parameter SubServiceType is invalid."
        ),
    ])
    func `refuses`(body: String, code: String, message: String) async throws {
        let server = try await ServerFixture()
        let reply = await server.call("CreateNumberPool", body)
        #expect(reply.status == 400)
        #expect(reply.errorCode == code)
        #expect(reply.text.contains(#""Code":"\#(code)","Message":"\#(message)"}}}"#))
        #expect(try await server.domain.read { try $0.numberPools.list(.init(), offset: 0, limit: 1).total } == 0)
    }

    @Test func `keeps to the quota of each account`() async throws {
        let server = try await ServerFixture(limits: Limits(numberPools: 1))
        #expect(await server.call("CreateNumberPool", body).status == 200)
        let reply = await server.call("CreateNumberPool", body)
        #expect(reply.status == 400)
        #expect(
            reply.text.hasSuffix(
                #""Code":"QuotaExceeded","Message":"The number of number pools has exceeded the quota."}}}"#))
        #expect(await server.call("CreateNumberPool", body, as: server.stranger).status == 200)
    }

    @Test(arguments: [Role.reader, .metering])
    func `is for managers`(role: Role) async throws {
        let server = try await ServerFixture()
        let reply = await server.call("CreateNumberPool", body, as: server.key(role))
        #expect(reply.status == 403)
        #expect(
            reply.text.hasSuffix(
                #""CodeN":100013,"Code":"AccessDenied","Message":"User is not authorized to perform: "#
                    + #"vms:CreateNumberPool on resource: *."}}}"#))
    }
}
