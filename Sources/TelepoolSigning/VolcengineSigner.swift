package import HTTPTypes
package import TelepoolTime
import TelepoolURL

/// Signs requests as Volcengine's SDKs do (`reference/volcengine-vms.md`, 2.1 and 2.2).
package struct VolcengineSigner: Sendable {
    private let accessKeyID: String
    private let keys: VolcengineSigningKeys
    private let region: String
    private let service: String

    package init(accessKeyID: String, secretAccessKey: String, region: String, service: String = "vms") {
        self.accessKeyID = accessKeyID
        self.keys = VolcengineSigningKeys(secret: secretAccessKey)
        self.region = region
        self.service = service
    }

    /// Adds `X-Date`, `X-Content-Sha256` and `Authorization`; signed are the host, the content type and all `X-` headers.
    package func sign(_ request: inout HTTPRequest, body: [UInt8], at time: Timestamp) {
        let date = CivilTime(time).formatted { $0.appendBasicISO8601(to: &$1) }
        let payload = Digest.sha256(body)
        request.headerFields[.xDate] = date
        request.headerFields[.xContentSHA256] = String(decoding: payload, as: UTF8.self)

        let names = request.headerFields.map(\.name.canonicalName).filter { $0.hasPrefix("x-") || $0 == "content-type" }
        let signedHeaders = (names + ["host"]).sorted().joined(separator: ";")
        let canonicalRequest = VolcengineSignature.canonicalRequest(
            request, query: Query.split(target: request.path ?? "").query, signedHeaders: Bytes(signedHeaders.utf8),
            payload: payload, form: .withoutDefaultPort)
        let scope = "\(date.prefix(8))/\(region)/\(service)/request"
        let signature = VolcengineSignature.sign(
            canonicalRequest, date: date, scope: Bytes(scope.utf8), key: keys.key(for: Bytes(scope.utf8)))
        request.headerFields[.authorization] =
            "\(VolcengineSignature.algorithm) Credential=\(accessKeyID)/\(scope), SignedHeaders=\(signedHeaders), "
            + "Signature=\(String(decoding: signature, as: UTF8.self))"
    }
}
