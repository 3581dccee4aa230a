package import HTTPTypes
package import TelepoolTime
import TelepoolURL

/// Signs requests with `SDK-HMAC-SHA256` as Huawei Cloud's SDKs do (`reference/huawei-gsl.md`, 2.5).
package struct HuaweiSigner: Sendable {
    private let accessKeyID: String
    private let secret: SigningKey

    package init(accessKeyID: String, secretAccessKey: String) {
        self.accessKeyID = accessKeyID
        secret = SigningKey(secretAccessKey.utf8)
    }

    /// Adds `X-Sdk-Date` and `Authorization`; every header that is set already is signed, and the host.
    ///
    /// - Parameters:
    ///   - request: its query, signed in the order of its names and values, can stand in any order.
    ///   - body: `nil` for one that is still to come, which the signature then does not cover.
    package func sign(_ request: inout HTTPRequest, body: [UInt8]?, at time: Timestamp) {
        if body == nil { request.headerFields[.xSDKContentSHA256] = HuaweiSignature.unsignedPayload }
        let date = CivilTime(time).formatted { $0.appendBasicISO8601(to: &$1) }
        request.headerFields[.xSDKDate] = date
        let names = request.headerFields.map(\.name.canonicalName) + ["host"]
        let signedHeaders = names.sorted().joined(separator: ";")
        let (path, query) = Query.split(target: request.path ?? "")
        var canonicalQuery: [UInt8] = []
        CanonicalQuery.append(query.utf8.span, to: &canonicalQuery, repetition: .sorted)
        let canonicalRequest = HuaweiSignature.canonicalRequest(
            request, path: path, query: canonicalQuery, signedHeaders: Bytes(signedHeaders.utf8),
            payload: body.map(Digest.sha256) ?? Array(HuaweiSignature.unsignedPayload.utf8))
        let signature = HuaweiSignature.sign(canonicalRequest, date: date, secret: secret)
        request.headerFields[.authorization] =
            "\(HuaweiSignature.algorithm) Access=\(accessKeyID), SignedHeaders=\(signedHeaders), "
            + "Signature=\(String(decoding: signature, as: UTF8.self))"
    }
}
