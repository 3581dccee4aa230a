import HTTPTypes
import TelepoolSigning
import TelepoolTime
import Testing

struct `Volcengine signatures` {
    private let now = Timestamp(seconds: 1_750_000_000)
    private let signer = VolcengineSigner(
        accessKeyID: "AK", secretAccessKey: "secret", region: "cn-beijing")
    private let keys = VolcengineSigningKeys(secret: "secret")

    private func signed(
        _ target: String = "/?Action=NumberPoolList&Version=2022-01-01", body: String = "{}",
        headers: HTTPFields = [:]
    ) -> HTTPRequest {
        var request = HTTPRequest(
            method: .post, scheme: "http", authority: "127.0.0.1:8080", path: target, headerFields: headers)
        signer.sign(&request, body: Array(body.utf8), at: now)
        return request
    }

    private func matches(_ request: HTTPRequest, body: String = "{}") throws -> Bool {
        let signature = try VolcengineSignature(request)
        let key = keys.key(for: signature.scope)
        return signature.matches(request, body: Array(body.utf8), key: key)
    }

    @Test(arguments: [
        "/", "/?", "/?a", "/?a=&b", "/?b=2&a=1", "/?a=2&a=1", "/?name=%E6%B1%A0+1", "/?x=%zz%", "/?%C3%28=%ff",
        "/?a=b=c",
    ])
    func `accepts what the signer made of any query`(target: String) throws {
        #expect(try matches(signed(target)))
    }

    @Test func `trims the blanks around a header`() throws {
        var request = signed(headers: [.known("X-Note"): "two  words"])
        request.headerFields[.known("X-Note")] = "  two  words\t"
        #expect(try matches(request))
    }

    @Test func `ignores unknown parts and missing blanks in the header`() throws {
        var request = signed()
        let header = try #require(request.headerFields[.authorization])
        request.headerFields[.authorization] =
            header
            .split(separator: ", ").joined(separator: ",") + ",SignedQueries=Action;Version"
        #expect(try matches(request))
    }

    @Test func `refuses a declared digest that is not the body's`() throws {
        var request = signed()
        request.headerFields[.xContentSHA256] = String(repeating: "0", count: 64)
        #expect(try !matches(request))
    }

    @Test func `is current for 900 seconds either way`() throws {
        let signature = try VolcengineSignature(signed())
        #expect(signature.isCurrent(at: now.adding(seconds: 900)))
        #expect(!signature.isCurrent(at: now.adding(seconds: 901)))
        #expect(signature.isCurrent(at: now.adding(seconds: -900)))
        #expect(!signature.isCurrent(at: now.adding(seconds: -901)))
    }

    @Test func `is current for as long as X-Expires says`() throws {
        let signature = try VolcengineSignature(signed("/?Action=A&X-Expires=60"))
        #expect(signature.isCurrent(at: now.adding(seconds: 60)))
        #expect(!signature.isCurrent(at: now.adding(seconds: 61)))
    }

    @Test(arguments: ["0", "-1", "604801", "1e3", "", "99999999999999999999"])
    func `refuses an X-Expires out of range`(value: String) {
        #expect(throws: VolcengineSignatureError.invalidTimestamp) {
            try VolcengineSignature(signed("/?X-Expires=\(value)"))
        }
    }
}

struct `Reading a Volcengine signature` {
    private static let credential = "AK/20250605/cn-beijing/vms/request"

    private static func request(_ authorization: String?, date: String? = "20250605T074557Z", target: String = "/")
        -> HTTPRequest
    {
        var request = HTTPRequest(method: .post, scheme: "http", authority: "host", path: target)
        request.headerFields[.authorization] = authorization
        request.headerFields[.xDate] = date
        return request
    }

    @Test(
        arguments: [
            (nil, .missingAuthenticationToken),
            ("", .missingAuthenticationToken),
            ("Bearer x", .invalidAuthorization),
            ("HMAC-SHA256", .invalidAuthorization),
            ("HMAC-SHA256 Signature=00", .invalidAuthorization),
            ("HMAC-SHA256 Credential=\(credential), Signature=00", .invalidAuthorization),
            ("HMAC-SHA256 Credential=\(credential), SignedHeaders=host, Signature=00", .invalidAuthorization),
            ("HMAC-SHA256 Credential=AK, SignedHeaders=x-date, Signature=00", .invalidCredential),
            ("HMAC-SHA256 Credential=AK/2025/r/vms/request, SignedHeaders=x-date, Signature=00", .invalidCredential),
            ("HMAC-SHA256 Credential=AK/20250605/r/vms/aws4, SignedHeaders=x-date, Signature=00", .invalidCredential),
            ("HMAC-SHA256 Credential=/20250605/r/vms/request, SignedHeaders=x-date, Signature=00", .invalidCredential),
            (
                "HMAC-SHA256 Credential=AK/20250604/r/vms/request, SignedHeaders=x-date, Signature=00",
                .invalidCredential
            ),
            ("HMAC-SHA256 Credential=\(credential), SignedHeaders=x-date", .missingSignature),
            ("HMAC-SHA256 Credential=\(credential), SignedHeaders=x-date, Signature=", .missingSignature),
        ] as [(String?, VolcengineSignatureError)])
    func `names the first thing that is wrong`(authorization: String?, error: VolcengineSignatureError) {
        #expect(throws: error) { try VolcengineSignature(Self.request(authorization)) }
    }

    @Test func `wants a time`() {
        let authorization = "HMAC-SHA256 Credential=\(Self.credential), SignedHeaders=x-date, Signature=00"
        #expect(throws: VolcengineSignatureError.missingTimestamp) {
            try VolcengineSignature(Self.request(authorization, date: nil))
        }
        for date in ["", "2025-06-05T07:45:57Z", "20250605T074557", "20250605T074560Z", "20250230T000000Z"] {
            #expect(throws: VolcengineSignatureError.invalidTimestamp, "\(date)") {
                try VolcengineSignature(Self.request(authorization, date: date))
            }
        }
    }

    @Test func `takes an empty region`() throws {
        let authorization = "HMAC-SHA256 Credential=AK/20250605//vms/request, SignedHeaders=x-date, Signature=00"
        #expect(try VolcengineSignature(Self.request(authorization)).region == "")
    }

    @Test func `reads a presigned request`() throws {
        let target = "/?X-Date=20250605T074557Z&X-Credential=\(Self.credential)&X-Signature=00&X-Security-Token=T"
        let signature = try VolcengineSignature(Self.request(nil, date: nil, target: target))
        #expect(signature.isPresigned)
        #expect(signature.securityToken == "T")
        #expect(throws: VolcengineSignatureError.missingSignature) {
            try VolcengineSignature(
                Self.request(nil, date: nil, target: "/?X-Date=20250605T074557Z&X-Credential=\(Self.credential)"))
        }
        #expect(throws: VolcengineSignatureError.invalidCredential) {
            try VolcengineSignature(Self.request(nil, date: nil, target: "/?X-Signature=00"))
        }
        #expect(throws: VolcengineSignatureError.invalidAuthorization) {
            try VolcengineSignature(
                Self.request(nil, date: nil, target: "/?X-Algorithm=MD5&X-Credential=\(Self.credential)&X-Signature=0"))
        }
    }
}
