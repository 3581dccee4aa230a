package import Crypto
package import HTTPTypes
package import TelepoolTime
import TelepoolURL

/// What a Volcengine request says of its own signature, from its headers or from its query.
///
/// Reading it checks the form only; ``isCurrent(at:)`` checks the time and ``matches(_:body:key:)`` the signature.
/// Source of the rules: `reference/volcengine-vms.md`, section 2.
package struct VolcengineSignature: Sendable {
    /// The algorithm's name, the only one there is.
    package static let algorithm = "HMAC-SHA256"
    /// How long a signature is valid if `X-Expires` does not say otherwise, and how far it may lie in the future.
    package static let defaultLifetime: Int64 = 900
    /// The longest life time that is accepted.
    package static let longestLifetime: Int64 = 7 * 86_400

    package let accessKeyID: String
    /// `YYYYMMDD`, the day for which the signing key is derived.
    package let day: Substring
    package let region: Substring
    package let service: Substring
    /// The session token, signed or not.
    package let securityToken: String?
    /// Whether the signature stands in the query; the body is then not covered by it.
    package let isPresigned: Bool

    private let date: String
    private let time: Timestamp
    private let lifetime: Int64
    private let scope: Substring
    private let signedHeaders: Substring
    private let signedQueries: String?
    private let signature: Substring
    private let query: Substring

    /// Reads the signature of a request, from the `Authorization` header if there is one, else from the query.
    package init(_ request: HTTPRequest) throws(VolcengineSignatureError) {
        self.query = Query.split(target: request.path ?? "").query
        // Only a signature in the query needs the query read; in the other variant it may still hold two parameters.
        let authorization = request.headerFields[.authorization].flatMap { $0.isEmpty ? nil : $0 }
        let query =
            authorization == nil || self.query.utf8.contains(UInt8(ascii: "X"))
            ? Query(parsing: self.query) ?? Query() : Query()

        let credential: Substring
        let signature: Substring?
        if let authorization {
            guard let parts = AuthorizationParts(authorization, algorithm: Self.algorithm),
                let credentialPart = parts["Credential"], let headersPart = parts["SignedHeaders"]
            else { throw .invalidAuthorization }
            credential = credentialPart
            signedHeaders = headersPart
            signature = parts["Signature"]
            isPresigned = false
            signedQueries = nil
        } else {
            guard query["X-Credential"] != nil || query["X-Signature"] != nil else { throw .missingAuthenticationToken }
            guard query["X-Algorithm"] ?? Self.algorithm == Self.algorithm else { throw .invalidAuthorization }
            credential = query["X-Credential"].map { $0[...] } ?? ""
            signedHeaders = query["X-SignedHeaders"].map { $0[...] } ?? ""
            signature = query["X-Signature"].map { $0[...] }
            isPresigned = true
            signedQueries = query["X-SignedQueries"]
        }

        let parts = credential.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 5, !parts[0].isEmpty, parts[1].utf8.count == 8, parts[1].utf8.allSatisfy(isDigit),
            parts[4] == "request"
        else { throw .invalidCredential }
        accessKeyID = String(parts[0])
        (day, region, service) = (parts[1], parts[2], parts[3])
        scope = credential[parts[1].startIndex...]

        let headerDate = isPresigned ? nil : request.headerFields[.xDate]
        guard let date = headerDate ?? query["X-Date"] else { throw .missingTimestamp }
        guard let signature, !signature.isEmpty else { throw .missingSignature }
        if headerDate != nil, !CanonicalHeaders.list(signedHeaders, contains: "x-date") { throw .invalidAuthorization }
        guard let time = Timestamp(basicISO8601: date) else { throw .invalidTimestamp }
        guard date.utf8.starts(with: day.utf8) else { throw .invalidCredential }
        self.date = date
        self.time = time
        self.signature = signature
        lifetime = try Self.lifetime(query["X-Expires"])
        securityToken = (isPresigned ? nil : request.headerFields[.xSecurityToken]) ?? query["X-Security-Token"]
    }

    /// Whether the request may be carried out at `now`: neither too old nor from the future.
    package func isCurrent(at now: Timestamp) -> Bool {
        let age = now.seconds - time.seconds
        return age <= lifetime && -age <= Self.defaultLifetime
    }

    /// Whether the signature is the one that the holder of `key` makes for this request.
    ///
    /// - Parameters:
    ///   - request: the request that the signature was read from.
    ///   - body: its exact body.
    ///   - key: derived for this signature's day, region and service.
    package func matches(_ request: HTTPRequest, body: [UInt8], key: SymmetricKey) -> Bool {
        guard isPresigned else {
            var payload: [UInt8] = []
            Digest.append(sha256: body.span, to: &payload)
            if let claimed = request.headerFields[.xContentSHA256], !claimed.utf8.elementsEqual(payload) {
                return false
            }
            return matches(request, payload: payload, strippingDefaultPort: true, key: key) { _ in true }
        }
        return matchesPresigned(request, key: key)
    }

    private static func lifetime(_ text: String?) throws(VolcengineSignatureError) -> Int64 {
        guard let text else { return defaultLifetime }
        guard let seconds = Int64(text), (1...longestLifetime).contains(seconds) else { throw .invalidTimestamp }
        return seconds
    }
}

// MARK: - Canonical request

extension VolcengineSignature {
    /// The SDKs disagree on whether the session token is signed and on whether the port is stripped, so each of the
    /// four readings is tried (2.4). A parameter that the list of signed ones leaves out is refused.
    private func matchesPresigned(_ request: HTTPRequest, key: SymmetricKey) -> Bool {
        let payload = Array("\(Digest.emptySHA256)".utf8)
        let isSignature = { (name: Span<UInt8>) in Digest.areEqual(name, "X-Signature".utf8.span) }
        var candidates: [(Span<UInt8>) -> Bool] = [{ !isSignature($0) }]
        if let signedQueries {
            let names = Set(signedQueries.split(separator: ";").map { Array($0.utf8) })
            let isListed = { (name: Span<UInt8>) in
                names.contains(name.withUnsafeBufferPointer { Array($0) })
            }
            guard leavesOutNothing(of: names) else { return false }
            candidates.append(isListed)
        }
        return candidates.contains { includes in
            [false, true].contains { strippingDefaultPort in
                matches(
                    request, payload: payload, strippingDefaultPort: strippingDefaultPort, key: key,
                    includingQuery: includes)
            }
        }
    }

    private func leavesOutNothing(of names: Set<[UInt8]>) -> Bool {
        guard let query = Query(parsing: query) else { return false }
        return query.items.allSatisfy {
            $0.name == "X-Signature" || $0.name == "X-Security-Token" || names.contains(Array($0.name.utf8))
        }
    }

    private func matches(
        _ request: HTTPRequest, payload: [UInt8], strippingDefaultPort: Bool, key: SymmetricKey,
        includingQuery includes: (Span<UInt8>) -> Bool
    ) -> Bool {
        let canonicalRequest = Self.canonicalRequest(
            request, query: query, signedHeaders: signedHeaders, payload: payload,
            strippingDefaultPort: strippingDefaultPort, includingQuery: includes)
        let expected = Self.sign(canonicalRequest, date: date, scope: scope, key: key)
        return Digest.areEqual(expected.span, signature.utf8.span)
    }

    /// The canonical request of 2.1, step 4.
    ///
    /// An empty list of signed headers still leaves one line feed where their lines would stand (2.4).
    static func canonicalRequest(
        _ request: HTTPRequest, query: Substring, signedHeaders: some StringProtocol, payload: [UInt8],
        strippingDefaultPort: Bool, includingQuery includes: (Span<UInt8>) -> Bool
    ) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(512)
        text.append(line: request.method.rawValue)
        let path = Query.split(target: request.path ?? "").path
        text.append(line: path.isEmpty ? "/" : path)
        VolcengineCanonicalQuery.append(query.utf8.span, to: &text, including: includes)
        text.append(UInt8(ascii: "\n"))
        CanonicalHeaders.append(
            signedHeaders, of: request, strippingDefaultPort: strippingDefaultPort, to: &text)
        if signedHeaders.isEmpty { text.append(UInt8(ascii: "\n")) }
        text.append(UInt8(ascii: "\n"))
        text.append(line: signedHeaders)
        text.append(contentsOf: payload)
        return text
    }

    /// The signature over a canonical request, steps 6 to 8 of 2.1, in hexadecimal.
    static func sign(
        _ canonicalRequest: [UInt8], date: some StringProtocol, scope: some StringProtocol, key: SymmetricKey
    ) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(192)
        text.append(line: algorithm)
        text.append(line: date)
        text.append(line: scope)
        Digest.append(sha256: canonicalRequest.span, to: &text)
        var signature: [UInt8] = []
        signature.reserveCapacity(64)
        Digest.append(hmac: text.span, key: key, to: &signature)
        return signature
    }
}

private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}
