package import HTTPTypes
package import TelepoolTime
import TelepoolURL

/// What a Huawei Cloud request says of its own `SDK-HMAC-SHA256` signature.
///
/// Source of the rules: `reference/huawei-gsl.md`, 2.5 and 2.6.
package struct HuaweiSignature: Sendable {
    /// The algorithm's name; the others that the SDKs know are refused.
    package static let algorithm = "SDK-HMAC-SHA256"
    /// What stands for the body where the signature does not cover it.
    static let unsignedPayload = "UNSIGNED-PAYLOAD"
    /// How far the time of a signature may be from the server's, in seconds, either way.
    package static let window: Int64 = 900

    /// Why a signature cannot be read.
    package enum FormError: Error, Sendable, Equatable {
        /// Another algorithm, a missing part, or a list of signed headers without `host` and `x-sdk-date`.
        case invalidAuthorization
        /// `X-Sdk-Date` is missing or not a time.
        case invalidDate
    }

    package let accessKeyID: String
    /// `X-Sdk-Date` as received.
    package let date: String
    package let securityToken: String?
    /// Whether the signature is also one of the body, so that it cannot be checked without.
    package let coversBody: Bool

    private let time: Timestamp
    private let signedHeaders: Bytes
    private let signature: Bytes

    /// Reads the signature of a request.
    ///
    /// - Returns: `nil` where the request has no `Authorization` header, or an empty one, which is as good as none (Q15).
    package init?(_ request: HTTPRequest) throws(FormError) {
        guard let authorization = request.headerFields.value(of: .authorization), !authorization.isEmpty else {
            return nil
        }
        guard let parts = AuthorizationParts(authorization, algorithm: Self.algorithm),
            let accessKeyID = parts["Access"], !accessKeyID.isEmpty, let signedHeaders = parts["SignedHeaders"],
            let signature = parts["Signature"], CanonicalHeaders.list(signedHeaders, contains: "host"),
            CanonicalHeaders.list(signedHeaders, contains: "x-sdk-date")
        else { throw .invalidAuthorization }
        guard let date = request.headerFields.value(of: .xSDKDate), let time = Timestamp(basicISO8601: date) else {
            throw .invalidDate
        }
        self.accessKeyID = String(decoding: accessKeyID, as: UTF8.self)
        self.date = date
        self.time = time
        self.signedHeaders = signedHeaders
        self.signature = signature
        securityToken = request.headerFields.value(of: .xSecurityToken)
        coversBody = request.headerFields.value(of: .xSDKContentSHA256) != Self.unsignedPayload
    }

    /// Whether the signature's time is within the window around `now`.
    package func isCurrent(at now: Timestamp) -> Bool {
        abs(now.seconds - time.seconds) <= Self.window
    }

    /// The signature itself.
    package var text: String { String(decoding: signature, as: UTF8.self) }

    /// Until when it is current.
    package var expiresAt: Timestamp { time.adding(seconds: Self.window) }

    /// Whether it is also one of a header, whose name is in lower case.
    package func covers(_ header: String) -> Bool { CanonicalHeaders.list(signedHeaders, contains: header) }

    /// Whether the signature is the one that the holder of `secret` makes for this request.
    ///
    /// The query is taken as received first, since the Python SDK sorts integers by their value, and sorted as text if
    /// that fails.
    ///
    /// - Parameter body: `nil` for one that is still to come and that the signature does not cover.
    package func matches(_ request: HTTPRequest, body: [UInt8]?, secret: SigningKey) -> Bool {
        guard let payload = Self.payload(request, body: body) else { return false }
        let (path, query) = Query.split(target: request.path ?? "")
        let matches = { (query: [UInt8]) in
            let text = Self.canonicalRequest(
                request, path: path, query: query, signedHeaders: signedHeaders, payload: payload)
            return Digest.areEqual(Self.sign(text, date: date, secret: secret), signature)
        }
        if matches(Array(query.utf8)) { return true }
        var sorted: [UInt8] = []
        CanonicalQuery.append(query.utf8.span, to: &sorted, repetition: .sorted)
        return matches(sorted)
    }
}

// MARK: - Canonical request

extension HuaweiSignature {
    /// The canonical request of 2.5, step 7.
    static func canonicalRequest(
        _ request: HTTPRequest, path: Substring, query: [UInt8], signedHeaders: Bytes, payload: [UInt8]
    ) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(1024)
        text.append(line: request.method.rawValue)
        append(path: path, to: &text)
        text.append(UInt8(ascii: "\n"))
        text.append(line: query[...])
        CanonicalHeaders.append(signedHeaders, of: request, to: &text)
        text.append(UInt8(ascii: "\n"))
        text.append(line: signedHeaders)
        text.append(contentsOf: payload)
        return text
    }

    /// What stands for the body: its digest, or `UNSIGNED-PAYLOAD` where the client says so, which the SDKs do for
    /// bodies that are neither JSON nor BSON; `nil` where the client declares a digest that is not the body's.
    static func payload(_ request: HTTPRequest, body: [UInt8]?) -> [UInt8]? {
        let declared = body?.isEmpty == true ? nil : request.headerFields.value(of: .xSDKContentSHA256)
        if declared == unsignedPayload { return Array(unsignedPayload.utf8) }
        guard let body else { return nil }
        let digest = Digest.sha256(body)
        return declared.map { digest[...].isEqual(to: $0) } ?? true ? digest : nil
    }

    /// The signature over a canonical request, steps 8 and 9 of 2.5, in hexadecimal.
    static func sign(_ canonicalRequest: [UInt8], date: String, secret: SigningKey) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(128)
        text.append(line: algorithm)
        text.append(line: date)
        Digest.append(sha256: canonicalRequest, to: &text)
        return secret.sign(text)
    }

    /// The path decoded, split and encoded again by segment, with a slash at the end whether it has one or not.
    private static func append(path: Substring, to text: inout [UInt8]) {
        let decoded = PercentCoding.decode(path.utf8.span, plusIsBlank: false)
        for segment in decoded.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            PercentCoding.append(encoding: segment.span, to: &text)
            text.append(UInt8(ascii: "/"))
        }
        if decoded.last == UInt8(ascii: "/") { text.removeLast() }
    }
}
