package import Crypto
package import HTTPTypes
package import TelepoolTime
import TelepoolURL

/// What a Huawei Cloud request says of its own `SDK-HMAC-SHA256` signature.
///
/// Source of the rules: `reference/huawei-gsl.md`, 2.5 and 2.6.
package struct HuaweiSignature: Sendable {
    /// The algorithm's name; the others that the SDKs know are refused.
    package static let algorithm = "SDK-HMAC-SHA256"
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

    private let time: Timestamp
    private let signedHeaders: Substring
    private let signature: Substring

    /// Reads the signature of a request.
    ///
    /// - Returns: `nil` where the request has no `Authorization` header, or an empty one, which is as good as none (Q15).
    package init?(_ request: HTTPRequest) throws(FormError) {
        guard let authorization = request.headerFields[.authorization], !authorization.isEmpty else { return nil }
        guard let parts = AuthorizationParts(authorization, algorithm: Self.algorithm),
            let accessKeyID = parts["Access"], !accessKeyID.isEmpty, let signedHeaders = parts["SignedHeaders"],
            let signature = parts["Signature"], CanonicalHeaders.list(signedHeaders, contains: "host"),
            CanonicalHeaders.list(signedHeaders, contains: "x-sdk-date")
        else { throw .invalidAuthorization }
        guard let date = request.headerFields[.xSDKDate], let time = Timestamp(basicISO8601: date) else {
            throw .invalidDate
        }
        self.accessKeyID = String(accessKeyID)
        self.date = date
        self.time = time
        self.signedHeaders = signedHeaders
        self.signature = signature
        securityToken = request.headerFields[.xSecurityToken]
    }

    /// Whether the signature's time is within the window around `now`.
    package func isCurrent(at now: Timestamp) -> Bool {
        abs(now.seconds - time.seconds) <= Self.window
    }

    /// Whether the signature is the one that the holder of `secret` makes for this request.
    ///
    /// The query is taken as received first, since the Python SDK sorts integers by their value, and sorted as text if
    /// that fails.
    package func matches(_ request: HTTPRequest, body: [UInt8], secret: SymmetricKey) -> Bool {
        guard let payload = Self.payload(request, body: body.span) else { return false }
        let (path, query) = Query.split(target: request.path ?? "")
        let matches = { (query: Span<UInt8>) in
            let text = Self.canonicalRequest(
                request, path: path, query: query, signedHeaders: signedHeaders, payload: payload)
            return Digest.areEqual(Self.sign(text, date: date, secret: secret).span, signature.utf8.span)
        }
        if matches(query.utf8.span) { return true }
        var sorted: [UInt8] = []
        VolcengineCanonicalQuery.append(query.utf8.span, to: &sorted) { _ in true }
        return matches(sorted.span)
    }
}

// MARK: - Canonical request

extension HuaweiSignature {
    /// The canonical request of 2.5, step 7.
    static func canonicalRequest(
        _ request: HTTPRequest, path: Substring, query: Span<UInt8>, signedHeaders: some StringProtocol,
        payload: [UInt8]
    ) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(512)
        text.append(line: request.method.rawValue)
        append(path: path, to: &text)
        text.append(UInt8(ascii: "\n"))
        query.withUnsafeBufferPointer { text.append(contentsOf: $0) }
        text.append(UInt8(ascii: "\n"))
        CanonicalHeaders.append(signedHeaders, of: request, strippingDefaultPort: false, to: &text)
        text.append(UInt8(ascii: "\n"))
        text.append(line: signedHeaders)
        text.append(contentsOf: payload)
        return text
    }

    /// What stands for the body: its digest, or `UNSIGNED-PAYLOAD` where the client says so, which the SDKs do for
    /// bodies that are neither JSON nor BSON; `nil` where the client declares a digest that is not the body's.
    static func payload(_ request: HTTPRequest, body: Span<UInt8>) -> [UInt8]? {
        let declared = body.isEmpty ? nil : request.headerFields[.xSDKContentSHA256]
        if declared == "UNSIGNED-PAYLOAD" { return Array("UNSIGNED-PAYLOAD".utf8) }
        var digest: [UInt8] = []
        Digest.append(sha256: body, to: &digest)
        return declared.map { $0.utf8.elementsEqual(digest) } ?? true ? digest : nil
    }

    /// The signature over a canonical request, steps 8 and 9 of 2.5, in hexadecimal.
    static func sign(_ canonicalRequest: [UInt8], date: String, secret: SymmetricKey) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(128)
        text.append(line: algorithm)
        text.append(line: date)
        Digest.append(sha256: canonicalRequest.span, to: &text)
        var signature: [UInt8] = []
        signature.reserveCapacity(64)
        Digest.append(hmac: text.span, key: secret, to: &signature)
        return signature
    }

    /// The path decoded, split and encoded again by segment, with a slash at the end whether it has one or not.
    private static func append(path: Substring, to text: inout [UInt8]) {
        let decoded = PercentCoding.decode(path.utf8.span, plusIsBlank: false)
        var start = 0
        for (index, byte) in decoded.enumerated() where byte == UInt8(ascii: "/") {
            PercentCoding.append(encoding: decoded.span.extracting(start..<index), to: &text)
            text.append(byte)
            start = index + 1
        }
        if start < decoded.count || decoded.isEmpty {
            PercentCoding.append(encoding: decoded.span.extracting(start..<decoded.count), to: &text)
            text.append(UInt8(ascii: "/"))
        }
    }
}
