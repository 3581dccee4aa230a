import HTTPTypes
import TelepoolDomain
import TelepoolSQL
import TelepoolServer
import TelepoolSigning
import TelepoolTestSupport
import TelepoolTime
import TelepoolVolcengine
import Testing

/// What all actions have in common (`reference/volcengine-vms.md`, sections 1 to 3).
struct `The Volcengine face` {
    private let target = "/?Action=NumberPoolList&Version=2022-01-01"
    private let none = #"{"Total":0,"Limit":20,"Offset":0,"Records":[]}"#

    private func head(
        _ target: String, _ method: HTTPRequest.Method = .post, type: String? = "application/json"
    ) -> HTTPRequest {
        var head = HTTPRequest(method: method, scheme: "http", authority: "127.0.0.1:8080", path: target)
        head.headerFields[.contentType] = type
        return head
    }

    // MARK: Envelope

    @Test func `wraps an answer`() async throws {
        let server = try await ServerFixture()
        let reply = await server.call("NumberPoolList")
        #expect(reply.status == 200)
        #expect(reply.requestID.wholeMatch(of: /\d{14}[0-9A-F]{18}/) != nil)
        #expect(
            reply.text == #"{"ResponseMetadata":{"RequestId":"\#(reply.requestID)","Action":"NumberPoolList","#
                + #""Version":"2022-01-01","Service":"vms","Region":"cn-beijing"},"Result":\#(none)}"#)
        #expect(reply.header("Content-Type") == "application/json; charset=utf-8")
        #expect(reply.header("X-Tt-Logid") == reply.requestID)
        #expect(reply.operation == "NumberPoolList")
    }

    @Test func `wraps an error`() async throws {
        let server = try await ServerFixture()
        let reply = await server.call("NumberPoolList", #"{"Limit":0}"#)
        #expect(reply.status == 400)
        #expect(
            reply.text == #"{"ResponseMetadata":{"RequestId":"\#(reply.requestID)","Action":"NumberPoolList","#
                + #""Version":"2022-01-01","Service":"vms","Region":"cn-beijing","Error":{"CodeN":200002,"#
                + #""Code":"InvalidParameter","Message":"The specified parameter Limit is invalid."}}}"#)
    }

    // MARK: Forms of a request

    @Test(arguments: [
        ("application/json", #"{"Limit":7}"#), ("Application/JSON; charset=UTF-8", #"{"Limit":"7"}"#),
        ("application/x-www-form-urlencoded", "Limit=7&Offset=&Unknown=1"),
        ("application/x-www-form-urlencoded; charset=utf-8", "Limit=7&NumberPoolName="),
    ])
    func `takes JSON and forms`(type: String, body: String) async throws {
        let server = try await ServerFixture()
        let reply = await server.volcengine(head(target, type: type), Array(body.utf8))
        #expect(reply.result == #"{"Total":0,"Limit":7,"Offset":0,"Records":[]}"#)
    }

    @Test func `takes parameters from the query, and those of the body first`() async throws {
        let server = try await ServerFixture()
        let reply = await server.volcengine(head(target + "&Limit=9&Offset=3"), Array(#"{"Limit":8}"#.utf8))
        #expect(reply.result == #"{"Total":0,"Limit":8,"Offset":3,"Records":[]}"#)
        let get = await server.volcengine(
            head(target + "&Limit=9&NumberPoolName=%E5%8C%97+a", .get, type: "text/plain"))
        #expect(get.result == #"{"Total":0,"Limit":9,"Offset":0,"Records":[]}"#)
        let empty = await server.volcengine(head(target, type: nil))
        #expect(empty.result == none)
    }

    @Test(arguments: [
        ("text/plain", "{}", "Content-Type (neither application/json nor application/x-www-form-urlencoded)"),
        ("application/json", "[]", "body (not a JSON object)"), ("application/json", "{", "body (not JSON: "),
        ("application/json", #"{"a":1,"a":2}"#, "body (not JSON: "), ("application/json", "{} x", "body (not JSON: "),
        ("application/json", #"{"a":\#(String(repeating: "[", count: 100_000))"#, "body (not JSON: "),
    ])
    func `refuses other bodies`(type: String, body: String, message: String) async throws {
        let server = try await ServerFixture()
        let reply = await server.volcengine(head(target, type: type), Array(body.utf8))
        #expect((reply.status, reply.errorCode) == (400, "InvalidParameter"))
        #expect(reply.text.contains(#""Message":"The specified parameter \#(message)"#))
    }

    @Test func `refuses text that is not UTF-8`() async throws {
        let server = try await ServerFixture()
        for type in ["application/json", "application/x-www-form-urlencoded"] {
            let reply = await server.volcengine(head(target, type: type), Array("Name=".utf8) + [0xFF])
            #expect((reply.status, reply.errorCode) == (400, "InvalidParameter"))
        }
        let query = await server.volcengine(head(target + "&Name=%FF"), Array("{}".utf8))
        #expect((query.status, query.errorCode) == (400, "InvalidParameter"))
    }

    // MARK: Which action

    @Test(arguments: [
        ("/?Version=2022-01-01", 400, 200_007, "MissingAction"),
        ("/?Action=NumberPoolList", 400, 100_002, "MissingParameter"),
        ("/?Action=NumberPoolList&Version=2021-01-01", 404, 100_008, "InvalidActionOrVersion"),
        ("/?Action=numberpoollist&Version=2022-01-01", 400, 200_008, "InvalidAction"),
        ("/?Action=Nothing&Version=2022-01-01", 400, 200_008, "InvalidAction"),
    ])
    func `refuses what is no action`(target: String, status: Int, number: Int, code: String) async throws {
        let server = try await ServerFixture()
        let reply = await server.volcengine(head(target), Array("{}".utf8))
        #expect((reply.status, reply.errorCode) == (status, code))
        #expect(reply.text.contains(#""CodeN":\#(number),"Code":"\#(code)""#))
    }

    @Test func `tells what exists in the cloud, but not here, from what does not exist`() async throws {
        let server = try await ServerFixture()
        let reply = await server.call("Click2Call")
        #expect(reply.status == 400)
        #expect(
            reply.text.hasSuffix(
                #""CodeN":200012,"Code":"UnsupportedOperation","Message":"The action Click2Call exists in the cloud, "#
                    + #"but not in this service: it makes or reports calls."}}}"#))
        let supported = Set(VolcengineActions.all.map { $0.name })
        #expect(supported.isDisjoint(with: VolcengineActions.outOfScope.keys))
    }

    @Test func `refuses other methods`() async throws {
        let server = try await ServerFixture()
        let reply = await server.volcengine(head(target, .put), Array("{}".utf8))
        #expect((reply.status, reply.errorCode) == (405, "MethodNotAllowed"))
    }

    // MARK: Who calls (2.6), in the order of the checks

    @Test func `refuses callers who are not who they say`() async throws {
        let server = try await ServerFixture()
        let key = server.key(.manager)
        let wrong = IssuedAccessKey(id: key.id, secret: "x" + key.secret)
        let unknown = IssuedAccessKey(id: "AKUNKNOWN", secret: key.secret)
        let body = Array("{}".utf8)

        let bare = await server.application.respond(to: HTTPCall(head: head(target), body: .complete(body)))
        #expect((bare.status, bare.errorCode) == (401, "MissingAuthenticationToken"))
        // Nothing is known of the scope yet, so it is left out.
        #expect(bare.text.contains(#""Version":"2022-01-01","Error":{"#))

        let cases: [(HTTPReply, Int, Int, String)] = [
            (await server.volcengine(head(target), body, as: wrong), 401, 100_010, "SignatureDoesNotMatch"),
            (await server.volcengine(head(target), body, as: unknown), 401, 100_009, "InvalidAccessKey"),
            (
                await server.volcengine(head(target), body, at: .now.adding(seconds: -901)), 400, 100_006,
                "InvalidTimestamp"
            ),
            (
                await server.volcengine(head(target), body, at: .now.adding(seconds: 901)), 400, 100_006,
                "InvalidTimestamp"
            ),
            // An old date is told before an unknown key, an unknown key before an unknown action.
            (
                await server.volcengine(head(target), body, as: unknown, at: .now.adding(seconds: -901)), 400, 100_006,
                "InvalidTimestamp"
            ),
            (
                await server.volcengine(head("/?Action=Nothing&Version=2022-01-01"), body, as: unknown), 401, 100_009,
                "InvalidAccessKey"
            ),
        ]
        for (reply, status, number, code) in cases {
            #expect((reply.status, reply.errorCode) == (status, code))
            #expect(reply.text.contains(#""Region":"cn-beijing","Error":{"CodeN":\#(number),"Code":"\#(code)""#))
        }
    }

    @Test(arguments: [
        ("Bearer x", 400, "InvalidAuthorization"), ("HMAC-SHA256 x", 400, "InvalidAuthorization"),
        ("HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=x", 400, "InvalidCredential"),
        (
            "HMAC-SHA256 Credential=a/20250605/r/vms/else, SignedHeaders=host, Signature=x", 400, "InvalidCredential"
        ),
        (
            "HMAC-SHA256 Credential=a/20250605/r/vms/request, SignedHeaders=host, Signature=x", 400,
            "MissingRequestInfo"
        ),
    ])
    func `refuses headers that are no signature`(value: String, status: Int, code: String) async throws {
        let server = try await ServerFixture()
        var head = head(target)
        head.headerFields[.authorization] = value
        let reply = await server.application.respond(to: HTTPCall(head: head, body: .complete([])))
        #expect((reply.status, reply.errorCode) == (status, code))
    }

    @Test func `refuses a signature that is left out`() async throws {
        let server = try await ServerFixture()
        var head = head(target)
        head.headerFields = HTTPFields(named: [
            "Authorization": "HMAC-SHA256 Credential=a/20250605/r/vms/request, SignedHeaders=host;x-date",
            "X-Date": "20250605T074557Z",
        ])
        let reply = await server.application.respond(to: HTTPCall(head: head, body: .complete([])))
        #expect((reply.status, reply.errorCode) == (401, "MissingSignature"))
    }

    @Test func `refuses a request that was changed after it was signed`() async throws {
        let server = try await ServerFixture()
        let key = server.key(.manager)
        var signed = head(target)
        let body = Array(#"{"Limit":5}"#.utf8)
        VolcengineSigner(accessKeyID: key.id, secretAccessKey: key.secret, region: "cn-beijing")
            .sign(&signed, body: body, at: .now)
        var (otherPath, otherHeader) = (signed, signed)
        otherPath.path = target + "&Offset=1"
        otherHeader.headerFields[.contentType] = "application/json; charset=utf-8"
        for (head, body, status) in [
            (signed, body, 200), (signed, Array(#"{"Limit":6}"#.utf8), 401), (otherPath, body, 401),
            (otherHeader, body, 401),
        ] {
            #expect(await server.application.respond(to: HTTPCall(head: head, body: .complete(body))).status == status)
        }
    }

    @Test func `signs for this service only`() async throws {
        let server = try await ServerFixture()
        let key = server.key(.manager)
        var signed = head(target)
        VolcengineSigner(accessKeyID: key.id, secretAccessKey: key.secret, region: "r", service: "ecs")
            .sign(&signed, body: [], at: .now)
        let reply = await server.application.respond(to: HTTPCall(head: signed, body: .complete([])))
        #expect((reply.status, reply.errorCode) == (404, "ServiceNotFound"))
        #expect(reply.text.contains(#""Service":"ecs","Region":"r","Error":{"CodeN":100007,"#))
    }

    @Test func `forgets a key within a second of its end`() async throws {
        let server = try await ServerFixture()
        let key = server.key(.manager)
        #expect(await server.call("NumberPoolList").status == 200)
        try await server.domain.database.write { [environment = server.domain.environment] in
            try SystemScope(transaction: $0, environment: environment).accessKeys.delete(id: key.id)
        }
        var signed = head(target)
        let later = Timestamp.now.adding(seconds: 2)
        VolcengineSigner(accessKeyID: key.id, secretAccessKey: key.secret, region: "cn-beijing")
            .sign(&signed, body: [], at: later)
        let reply = await server.application.respond(
            to: HTTPCall(head: signed, body: .complete([]), receivedAt: later))
        #expect((reply.status, reply.errorCode) == (401, "InvalidAccessKey"))
    }

    // MARK: What did not arrive whole

    @Test(arguments: [
        (HTTPCall.Body.tooLarge, 413, "RequestEntityTooLarge"), (.late, 408, "RequestTimeout"),
        (.malformed, 400, "InvalidParameter"),
    ])
    func `says what is wrong with a body that did not come`(body: HTTPCall.Body, status: Int, code: String) async throws
    {
        let server = try await ServerFixture()
        let reply = await server.application.respond(to: HTTPCall(head: head(target), body: body))
        #expect((reply.status, reply.errorCode) == (status, code))
        #expect(reply.closesConnection)
    }

    @Test func `sends requests away that come after the shutdown began`() async throws {
        let server = try await ServerFixture()
        let reply = await server.application.respond(
            to: HTTPCall(head: head(target), body: .complete([]), isAfterShutdown: true))
        #expect((reply.status, reply.errorCode) == (503, "ServiceUnavailable"))
        #expect(reply.header("Retry-After") == "1")
        #expect(reply.closesConnection)
    }
}
