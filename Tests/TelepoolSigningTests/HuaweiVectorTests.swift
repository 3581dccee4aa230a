import HTTPTypes
import TelepoolSigning
import TelepoolTime
import Testing

/// The vectors of `reference/huawei-gsl.md`, 2.7: what the official signer produced for 2024-01-15T08:30:00Z.
struct HuaweiVector: Sendable, CustomTestStringConvertible {
    var name: String
    var method = HTTPRequest.Method.get
    var target: String
    var headers: [(String, String)] = []
    var body = ""
    var signedHeaders: String
    var signature: String

    static let secret = SigningKey("gslTestSecretKey000000000000000000000001".utf8)

    var testDescription: String { name }

    var request: HTTPRequest {
        var request = HTTPRequest(
            method: method, scheme: "https", authority: "gsl.cn-north-4.myhuaweicloud.com", path: target)
        let authorization =
            "SDK-HMAC-SHA256 Access=GSLTESTACCESSKEY0001, SignedHeaders=\(signedHeaders), Signature=\(signature)"
        for (name, value) in headers + [("X-Sdk-Date", "20240115T083000Z"), ("Authorization", authorization)] {
            if let name = HTTPField.Name(name) { request.headerFields.append(HTTPField(name: name, value: value)) }
        }
        return request
    }

    static let all = [
        HuaweiVector(
            name: "V1: minimal GET", target: "/v1/sim-pools?limit=10&offset=1", signedHeaders: "host;x-sdk-date",
            signature: "8bb0734ef353f5ce37a7c7ef83fa8bfabbd7c71cf6304377f520307f44b54ff7"),
        HuaweiVector(
            name: "V2: the headers of a real client, all query parameters",
            target: "/v1/sim-pools?all_billing_cycle=true&billing_cycle=2024-01&limit=10&offset=1"
                + "&pool_name=%E6%B5%81%E9%87%8F%E6%B1%A0-A%20b%2F1&status=0&status=1",
            headers: [
                ("Content-Type", "application/json"), ("User-Agent", "huaweicloud-usdk-python/3.0"),
                ("X-Project-Id", "0123456789abcdef0123456789abcdef"),
            ],
            signedHeaders: "content-type;host;user-agent;x-project-id;x-sdk-date",
            signature: "6ab274ad81a57c9fd664b769858766905c5a3978b42182b159c01be44ab15a6b"),
        HuaweiVector(
            name: "V3: POST with a UTF-8 body and temporary credentials", method: .post,
            target: "/v1/sim-cards/0/stop",
            headers: [("Content-Type", "application/json"), ("X-Security-Token", "TEMPTOKEN")],
            body: #"{"iccid":"8986000000000000001","note":"停机"}"#,
            signedHeaders: "content-type;host;x-sdk-date;x-security-token",
            signature: "ebb8c098d7374565b3b5f5ce4242b6c639e417d2412acffebed564479c5db1d0"),
        HuaweiVector(
            name: "V4: POST without a body", method: .post, target: "/v1/attributes/9/enable",
            headers: [("Content-Type", "application/json")], signedHeaders: "content-type;host;x-sdk-date",
            signature: "bbde4e06393505f4dadcd3066a0aa450b99bec82d336143059eba0207f2a11fe"),
        HuaweiVector(
            name: "V5: numeric order and an empty value", target: "/v1/sim-cards?iccid=&tag_id=9&tag_id=10",
            signedHeaders: "host;x-sdk-date",
            signature: "6d116ed11423c5735914b55c25f36e53d3de78e9e60a41e9472c85238536776d"),
    ]
}

struct `Huawei signature vectors` {
    @Test(arguments: HuaweiVector.all)
    func `accepts what the official signer made`(vector: HuaweiVector) throws {
        let request = vector.request
        let signature = try #require(try HuaweiSignature(request))
        #expect(signature.accessKeyID == "GSLTESTACCESSKEY0001")
        #expect(signature.matches(request, body: Array(vector.body.utf8), secret: HuaweiVector.secret))
    }

    @Test(arguments: HuaweiVector.all)
    func `refuses another path, query, body and secret`(vector: HuaweiVector) throws {
        let body = Array(vector.body.utf8)
        let signature = try #require(try HuaweiSignature(vector.request))
        for change in ["/x", "?limit=11"] {
            var request = vector.request
            request.path = change + (request.path ?? "")
            #expect(!signature.matches(request, body: body, secret: HuaweiVector.secret))
        }
        #expect(!signature.matches(vector.request, body: body + [32], secret: HuaweiVector.secret))
        #expect(!signature.matches(vector.request, body: body, secret: SigningKey([1])))
    }
}

struct `Huawei signatures` {
    private let now = Timestamp(seconds: 1_750_000_000)
    private let signer = HuaweiSigner(accessKeyID: "AK", secretAccessKey: "secret")
    private let secret = SigningKey("secret".utf8)

    private func signed(_ target: String, body: String = "", headers: HTTPFields = [:]) -> HTTPRequest {
        var request = HTTPRequest(
            method: body.isEmpty ? .get : .post, scheme: "http", authority: "127.0.0.1:8080", path: target,
            headerFields: headers)
        signer.sign(&request, body: Array(body.utf8), at: now)
        return request
    }

    @Test(arguments: [
        "/v1/sim-pools", "/", "", "/v1/a%2Fb/%E6%B1%A0", "/v1/x/?b=2&a=1", "/v1/x?b=%20&a", "/v1/x?z=10&z=9",
    ])
    func `accepts what the signer made of any target`(target: String) throws {
        let request = signed(target)
        let signature = try #require(try HuaweiSignature(request))
        #expect(signature.matches(request, body: [], secret: secret))
    }

    @Test func `accepts a query that was sorted for signing only`() throws {
        var request = signed("/v1/x?a=1&b=%20")
        request.path = "/v1/x?b=+&a=1"
        let signature = try #require(try HuaweiSignature(request))
        #expect(signature.matches(request, body: [], secret: secret))
    }

    @Test func `takes an unsigned payload only where the client says so`() throws {
        let request = signed("/v1/x", body: "{}", headers: [.xSDKContentSHA256: "UNSIGNED-PAYLOAD"])
        let signature = try #require(try HuaweiSignature(request))
        #expect(!signature.matches(request, body: Array("{}".utf8), secret: secret), "signed over the digest")

        var declared = signed("/v1/x", body: "{}")
        declared.headerFields[.xSDKContentSHA256] = String(repeating: "0", count: 64)
        let declaredSignature = try #require(try HuaweiSignature(declared))
        #expect(!declaredSignature.matches(declared, body: Array("{}".utf8), secret: secret))
    }

    @Test func `is current for 15 minutes either way`() throws {
        let signature = try #require(try HuaweiSignature(signed("/v1/x")))
        #expect(signature.isCurrent(at: now.adding(seconds: 900)))
        #expect(!signature.isCurrent(at: now.adding(seconds: 901)))
        #expect(signature.isCurrent(at: now.adding(seconds: -900)))
        #expect(!signature.isCurrent(at: now.adding(seconds: -901)))
    }

    @Test(arguments: [
        "SDK-HMAC-SM3 Access=AK, SignedHeaders=host;x-sdk-date, Signature=00",
        "SDK-HMAC-SHA256 SignedHeaders=host;x-sdk-date, Signature=00",
        "SDK-HMAC-SHA256 Access=, SignedHeaders=host;x-sdk-date, Signature=00",
        "SDK-HMAC-SHA256 Access=AK, SignedHeaders=x-sdk-date, Signature=00",
        "SDK-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature=00",
        "SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date",
        "Bearer abc",
    ])
    func `refuses a malformed header`(authorization: String) {
        var request = signed("/v1/x")
        request.headerFields[.authorization] = authorization
        #expect(throws: HuaweiSignature.FormError.invalidAuthorization) { try HuaweiSignature(request) }
    }

    @Test func `wants a time`() {
        var request = signed("/v1/x")
        for date in [nil, "", "2024-01-15T08:30:00Z"] {
            request.headerFields[.xSDKDate] = date
            #expect(throws: HuaweiSignature.FormError.invalidDate) { try HuaweiSignature(request) }
        }
    }

    @Test func `takes an empty header for none`() throws {
        var request = signed("/v1/x")
        request.headerFields[.authorization] = ""
        #expect(try HuaweiSignature(request) == nil)
    }
}
