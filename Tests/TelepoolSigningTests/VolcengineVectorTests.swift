import HTTPTypes
import TelepoolSigning
import TelepoolTime
import Testing

/// The vectors of `reference/volcengine-vms.md`, 2.7: what the official signers produced at 2025-06-05T07:45:57Z.
struct VolcengineVector: Sendable, CustomTestStringConvertible {
    var name: String
    var method = HTTPRequest.Method.post
    var target: String
    var host: String
    var headers: [(String, String)] = []
    var body = ""

    static let accessKeyID = "AKTESTFAKE0000000001"
    static let keys = VolcengineSigningKeys(secret: "SKTESTFAKEsecret0000000000000001==")
    static let time = Timestamp(rfc3339: "2025-06-05T07:45:57Z")

    var testDescription: String { name }

    var request: HTTPRequest {
        var request = HTTPRequest(method: method, scheme: "http", authority: host, path: target)
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { request.headerFields.append(HTTPField(name: name, value: value)) }
        }
        return request
    }

    static func authorization(region: String, signedHeaders: String, signature: String) -> (String, String) {
        (
            "Authorization",
            "HMAC-SHA256 Credential=\(accessKeyID)/20250605/\(region)/vms/request, SignedHeaders=\(signedHeaders), "
                + "Signature=\(signature)"
        )
    }

    static let all = [v1, v2, v3, v4, v5, v6, v7, v8]

    static let v1 = VolcengineVector(
        name: "V1: POST JSON as the Python SDK sends it",
        target: "/?Action=CreateNumberPool&Version=2022-01-01", host: "127.0.0.1:8080",
        headers: [
            ("Content-Type", "application/json"),
            ("X-Sdk-Invocation-Id", "00000000-0000-4000-8000-000000000001"),
            ("X-Sdk-Request", "attempt=1; max=4"),
            ("X-Date", "20250605T074557Z"),
            ("X-Content-Sha256", "70e7bbfbd3bd39b438e563af859ad0ad538d891bc81b952c99e0b9dc4c4c66dc"),
            authorization(
                region: "cn-beijing",
                signedHeaders: "content-type;host;x-content-sha256;x-date;x-sdk-invocation-id;x-sdk-request",
                signature: "6f8dd455227657a07cf403f931b936fcbce6621c747875d1bdc8a5ed788debff"),
        ],
        body: #"{"Name": "\u9ed8\u8ba4\u53f7\u7801\u6c60", "ServiceType": 100, "SubServiceType": 101}"#)

    static let v2 = VolcengineVector(
        name: "V2: POST JSON as raw UTF-8",
        target: "/?Action=CreateNumberPool&Version=2022-01-01", host: "cloud-vms.volcengineapi.com",
        headers: [
            ("Content-Type", "application/json; charset=UTF-8"),
            ("X-Date", "20250605T074557Z"),
            ("X-Content-Sha256", "14feb3419baad9c29550a211dfcdea6534958001f3b9b6709c4b3a5cf19cb05a"),
            authorization(
                region: "cn-beijing", signedHeaders: "content-type;host;x-content-sha256;x-date",
                signature: "a31644437b557a1345faff5fbba73ef057b0844157454c0f417ac417cacb9ab6"),
        ],
        body: #"{"Name":"默认号码池","ServiceType":100,"SubServiceType":101}"#)

    static let v3 = VolcengineVector(
        name: "V3: GET with special characters",
        method: .get,
        target: "/?NumberPoolNo=NP+1%2B2%2F3%3D4%265~6%2A7%2C8%259%3A%3B%22%27%28%29%21%40%E4%B8%AD%E6%96%87%E6%B1%A0"
            + "&Limit=20&Empty=&Action=NumberList&Version=2022-01-01&NumberList.1=010&a-b=1&Zed=2",
        host: "cloud-vms.volcengineapi.com",
        headers: [
            ("X-Date", "20250605T074557Z"),
            ("X-Content-Sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            authorization(
                region: "cn-beijing", signedHeaders: "host;x-content-sha256;x-date",
                signature: "2e97c252f25113da69999ab9fc094b3ad0e28c27f481fa4d50724b4a2bc69597"),
        ])

    static let v4 = VolcengineVector(
        name: "V4: session token, port 80 in Host, region cn-north-1",
        target: "/?Action=NumberPoolList&Version=2022-01-01", host: "127.0.0.1:80",
        headers: [
            ("Content-Type", "application/json"),
            ("X-Date", "20250605T074557Z"),
            ("X-Content-Sha256", "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"),
            ("X-Security-Token", "STSeyJmYWtlIjoidG9rZW4ifQ=="),
            authorization(
                region: "cn-north-1", signedHeaders: "content-type;host;x-content-sha256;x-date;x-security-token",
                signature: "23ce354a3e20e578a675d1e07ed0302822174c24e7f1f14c8c8801eba03e5add"),
        ],
        body: "{}")

    static let v5 = VolcengineVector(
        name: "V5: POST form by the older Python package",
        target: "/?Action=CreateNumberPool&Version=2022-01-01", host: "127.0.0.1:8080",
        headers: [
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("X-Date", "20250605T074557Z"),
            ("X-Content-Sha256", "e3eeeb3aa569a7d9805181d172c6a720d4441d14c789d6fc90f9c8f1144c235a"),
            authorization(
                region: "cn-north-1", signedHeaders: "content-type;host;x-content-sha256;x-date",
                signature: "6c9ba99308714d7964c54e4dcd77c420ab3472aafd50160cfae806ee33c4cb5f"),
        ],
        body: "Name=%E9%BB%98%E8%AE%A4+%E5%8F%B7%E7%A0%81%E6%B1%A0&ServiceType=100&SubServiceType=101")

    static let v6 = VolcengineVector(
        name: "V6: presigned, host signed, token outside the signature",
        target: "/?Action=NumberPoolList&NumberPoolName=%E8%90%A5%E9%94%80+%E6%B1%A0%2B1&Version=2022-01-01"
            + "&X-Algorithm=HMAC-SHA256&X-Credential=AKTESTFAKE0000000001%2F20250605%2Fcn-beijing%2Fvms%2Frequest"
            + "&X-Date=20250605T074557Z&X-NotSignBody=&X-Security-Token=STSeyJmYWtlIjoidG9rZW4ifQ%3D%3D"
            + "&X-Signature=795c959dd59d573f917fd58da7df785753d124c3b4c015a1311f3a9722925093&X-SignedHeaders=host"
            + "&X-SignedQueries=Action%3BNumberPoolName%3BVersion%3BX-Algorithm%3BX-Credential%3BX-Date"
            + "%3BX-NotSignBody%3BX-SignedHeaders%3BX-SignedQueries",
        host: "127.0.0.1:8080")

    static let v7 = VolcengineVector(
        name: "V7: presigned, no header signed",
        target: "/?Action=NumberPoolList&NumberPoolName=%E8%90%A5%E9%94%80+%E6%B1%A0%2B1&Version=2022-01-01"
            + "&X-Algorithm=HMAC-SHA256&X-Credential=AKTESTFAKE0000000001%2F20250605%2Fcn-beijing%2Fvms%2Frequest"
            + "&X-Date=20250605T074557Z&X-NotSignBody="
            + "&X-Signature=1c73cd30a5ce8f7a1e09b96b6bcb3b97974fafecb1ba7b2d6c8bc867225591e3&X-SignedHeaders="
            + "&X-SignedQueries=Action%3BNumberPoolName%3BVersion%3BX-Algorithm%3BX-Credential%3BX-Date"
            + "%3BX-NotSignBody%3BX-SignedHeaders%3BX-SignedQueries",
        host: "127.0.0.1:8080")

    static let v8 = VolcengineVector(
        name: "V8: presigned by the older Python package, token inside the signature",
        target: "/?Action=NumberPoolList&Version=2022-01-01&X-Date=20250605T074557Z&X-NotSignBody="
            + "&X-Credential=AKTESTFAKE0000000001%2F20250605%2Fcn-north-1%2Fvms%2Frequest"
            + "&X-Algorithm=HMAC-SHA256&X-SignedHeaders="
            + "&X-SignedQueries=Action%3BVersion%3BX-Algorithm%3BX-Credential%3BX-Date%3BX-NotSignBody"
            + "%3BX-SignedHeaders%3BX-SignedQueries&X-Security-Token=STSeyJmYWtlIjoidG9rZW4ifQ%3D%3D"
            + "&X-Signature=760e9faaa128ac7b503bb5c192ef982b0384c32acd31be8d4f9937238538f5bc",
        host: "127.0.0.1:8080")
}

struct `Volcengine signature vectors` {
    @Test(arguments: VolcengineVector.all)
    func `accepts what the official signer made`(vector: VolcengineVector) throws {
        let request = vector.request
        let signature = try VolcengineSignature(request)
        let key = VolcengineVector.keys.key(for: signature.scope)
        #expect(signature.accessKeyID == VolcengineVector.accessKeyID)
        #expect(signature.service == "vms")
        #expect(signature.matches(request, body: Array(vector.body.utf8), key: key))
    }

    @Test(arguments: VolcengineVector.all)
    func `refuses the same request with one more parameter`(vector: VolcengineVector) throws {
        var request = vector.request
        request.path? += "&DryRun=false"
        let signature = try VolcengineSignature(request)
        let key = VolcengineVector.keys.key(for: signature.scope)
        #expect(!signature.matches(request, body: Array(vector.body.utf8), key: key))
    }

    @Test(arguments: VolcengineVector.all)
    func `refuses another secret`(vector: VolcengineVector) throws {
        let request = vector.request
        let signature = try VolcengineSignature(request)
        let key = VolcengineSigningKeys(secret: "another")
            .key(for: signature.scope)
        #expect(!signature.matches(request, body: Array(vector.body.utf8), key: key))
    }

    @Test(arguments: [VolcengineVector.v1, .v2, .v4, .v5])
    func `refuses another body`(vector: VolcengineVector) throws {
        let request = vector.request
        let signature = try VolcengineSignature(request)
        let key = VolcengineVector.keys.key(for: signature.scope)
        #expect(!signature.matches(request, body: Array((vector.body + " ").utf8), key: key))
    }

    @Test(arguments: [
        ("cn-beijing", "efa9619e43e3dd947f46b86e881abfa1894c2014e76b40c1b5da87982b04249d"),
        ("cn-north-1", "9f202592f79a7c79f917ad0103fb1146f581fe02df35060dd5913c49f0e4acb7"),
    ])
    func `derives the documented signing keys`(region: String, hexadecimal: String) {
        let derived = VolcengineVector.keys.key(for: Array("20250605/\(region)/vms/request".utf8)[...])
        var rest = hexadecimal[...]
        var bytes: [UInt8] = []
        while !rest.isEmpty {
            bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
            rest = rest.dropFirst(2)
        }
        let message = Array("message".utf8)
        #expect(derived.sign(message) == SigningKey(bytes).sign(message))
    }
}
