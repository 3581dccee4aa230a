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
    package let region: String
    package let service: String
    /// `YYYYMMDD/region/service/request`: what the signing key is derived for.
    package let scope: Bytes
    /// The session token, signed or not.
    package let securityToken: String?
    /// Whether the signature stands in the query; the body is then not covered by it.
    package let isPresigned: Bool

    private let date: String
    private let time: Timestamp
    private let lifetime: Int64
    private let signedHeaders: Bytes
    private let signedQueries: String?
    private let signature: Bytes
    private let query: Substring

    /// Reads the signature of a request, from the `Authorization` header if there is one, else from the query.
    package init(_ request: HTTPRequest) throws(VolcengineSignatureError) {
        let rawQuery = Query.split(target: request.path ?? "").query
        let authorization = request.headerFields.value(of: .authorization)
        let parts: Parts
        // Only a signature in the query needs the query read; beside a header it may still hold two parameters.
        if let authorization, !authorization.isEmpty {
            let query = rawQuery.utf8.contains(UInt8(ascii: "X")) ? Query(parsing: rawQuery) ?? Query() : Query()
            parts = try Parts(authorization, request.headerFields, query)
        } else {
            parts = try Parts(Query(parsing: rawQuery) ?? Query())
        }

        let credential = parts.credential.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard credential.count == 5, !credential[0].isEmpty, credential[1].count == 8,
            credential[1].allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            credential[4].isEqual(to: "request")
        else { throw .invalidCredential }
        guard let date = parts.date else { throw .missingTimestamp }
        guard let signature = parts.signature, !signature.isEmpty else { throw .missingSignature }
        guard !parts.wantsSignedDate || CanonicalHeaders.list(parts.signedHeaders, contains: "x-date") else {
            throw .invalidAuthorization
        }
        guard let time = Timestamp(basicISO8601: date) else { throw .invalidTimestamp }
        guard date.utf8.starts(with: credential[1]) else { throw .invalidCredential }

        accessKeyID = String(decoding: credential[0], as: UTF8.self)
        region = String(decoding: credential[2], as: UTF8.self)
        service = String(decoding: credential[3], as: UTF8.self)
        scope = parts.credential[credential[1].startIndex...]
        securityToken = parts.securityToken
        isPresigned = parts.isPresigned
        self.date = date
        self.time = time
        lifetime = try Self.lifetime(parts.expires)
        signedHeaders = parts.signedHeaders
        signedQueries = parts.signedQueries
        self.signature = signature
        query = rawQuery
    }

    /// Whether the request may be carried out at `now`: neither too old nor from the future.
    package func isCurrent(at now: Timestamp) -> Bool {
        let age = now.seconds - time.seconds
        return age <= lifetime && -age <= Self.defaultLifetime
    }

    /// The signature itself.
    package var text: String { String(decoding: signature, as: UTF8.self) }

    /// Until when it is current.
    package var expiresAt: Timestamp { time.adding(seconds: lifetime) }

    /// Whether it is also one of a header, whose name is in lower case.
    package func covers(_ header: String) -> Bool { CanonicalHeaders.list(signedHeaders, contains: header) }

    /// Whether the signature is the one that the holder of `key` makes for this request.
    ///
    /// - Parameters:
    ///   - request: the request that the signature was read from.
    ///   - body: its exact body.
    ///   - key: derived for this signature's scope.
    package func matches(_ request: HTTPRequest, body: [UInt8], key: SigningKey) -> Bool {
        guard !isPresigned else { return matchesPresigned(request, key: key) }
        let payload = Digest.sha256(body)
        if let claimed = request.headerFields.value(of: .xContentSHA256), !payload[...].isEqual(to: claimed) {
            return false
        }
        // Nearly all SDKs sign headers as they are; Node's collapses blanks (2.2).
        let forms: [CanonicalHeaders.Form] = [.withoutDefaultPort, [.withoutDefaultPort, .collapsingBlanks]]
        return forms.contains { form in
            let canonicalRequest = Self.canonicalRequest(
                request, query: query, signedHeaders: signedHeaders, payload: payload, form: form)
            return Digest.areEqual(Self.sign(canonicalRequest, date: date, scope: scope, key: key), signature)
        }
    }

    private static func lifetime(_ text: String?) throws(VolcengineSignatureError) -> Int64 {
        guard let text else { return defaultLifetime }
        guard let seconds = Int64(text), (1...longestLifetime).contains(seconds) else { throw .invalidTimestamp }
        return seconds
    }
}

// MARK: - Where the parts stand

/// The parts of a signature before they are understood.
private struct Parts {
    var credential: Bytes
    var signedHeaders: Bytes
    var signature: Bytes?
    var date: String?
    /// Whether the date stands in a header, which then has to be signed.
    var wantsSignedDate = false
    var expires: String?
    var securityToken: String?
    var signedQueries: String?
    var isPresigned: Bool

    /// A signature in the header; two of its parameters may stand in the query.
    init(_ authorization: String, _ headers: HTTPFields, _ query: Query) throws(VolcengineSignatureError) {
        guard let parts = AuthorizationParts(authorization, algorithm: VolcengineSignature.algorithm),
            let credential = parts["Credential"], let signedHeaders = parts["SignedHeaders"]
        else { throw .invalidAuthorization }
        self.credential = credential
        self.signedHeaders = signedHeaders
        signature = parts["Signature"]
        date = headers.value(of: .xDate)
        wantsSignedDate = date != nil
        date = date ?? query["X-Date"]
        expires = query["X-Expires"]
        securityToken = headers.value(of: .xSecurityToken) ?? query["X-Security-Token"]
        isPresigned = false
    }

    /// A signature in the query.
    init(_ query: Query) throws(VolcengineSignatureError) {
        guard query["X-Credential"] != nil || query["X-Signature"] != nil else { throw .missingAuthenticationToken }
        guard query["X-Algorithm"] ?? VolcengineSignature.algorithm == VolcengineSignature.algorithm else {
            throw .invalidAuthorization
        }
        credential = Bytes((query["X-Credential"] ?? "").utf8)
        signedHeaders = Bytes((query["X-SignedHeaders"] ?? "").utf8)
        signature = query["X-Signature"].map { Bytes($0.utf8) }
        date = query["X-Date"]
        expires = query["X-Expires"]
        securityToken = query["X-Security-Token"]
        signedQueries = query["X-SignedQueries"]
        isPresigned = true
    }
}

// MARK: - Presigned requests

extension VolcengineSignature {
    /// The SDKs disagree on whether the session token is signed and on whether the port is stripped, so each of the
    /// four readings is tried (2.4). A parameter that the list of signed ones leaves out is refused.
    private func matchesPresigned(_ request: HTTPRequest, key: SigningKey) -> Bool {
        let payload = Array("\(Digest.emptySHA256)".utf8)
        var readings: [([UInt8]) -> Bool] = [{ $0 != Array("X-Signature".utf8) }]
        if let signedQueries {
            let names = Set(signedQueries.split(separator: ";").map { Array($0.utf8) })
            guard leavesOutNothing(of: names) else { return false }
            readings.append(names.contains)
        }
        return readings.contains { includes in
            [CanonicalHeaders.Form(), .withoutDefaultPort].contains { form in
                let canonicalRequest = Self.canonicalRequest(
                    request, query: query, signedHeaders: signedHeaders, payload: payload, form: form,
                    includingQuery: includes)
                return Digest.areEqual(Self.sign(canonicalRequest, date: date, scope: scope, key: key), signature)
            }
        }
    }

    private func leavesOutNothing(of names: Set<[UInt8]>) -> Bool {
        guard let query = Query(parsing: query) else { return false }
        return query.items.allSatisfy {
            $0.name == "X-Signature" || $0.name == "X-Security-Token" || names.contains(Array($0.name.utf8))
        }
    }
}

// MARK: - Canonical request

extension VolcengineSignature {
    /// The canonical request of 2.1, step 4.
    ///
    /// An empty list of signed headers still leaves one line feed where their lines would stand (2.4).
    ///
    /// - Parameter includes: which parameters of the query count, by their decoded names; `nil` for all.
    static func canonicalRequest(
        _ request: HTTPRequest, query: Substring, signedHeaders: Bytes, payload: [UInt8], form: CanonicalHeaders.Form,
        includingQuery includes: (([UInt8]) -> Bool)? = nil
    ) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(1024)
        text.append(line: request.method.rawValue)
        let path = Query.split(target: request.path ?? "").path
        if path.isEmpty { text.append(UInt8(ascii: "/")) }
        text.append(path.utf8.span)
        text.append(UInt8(ascii: "\n"))
        if let includes {
            CanonicalQuery.append(query.utf8.span, to: &text, including: includes)
        } else {
            CanonicalQuery.append(query.utf8.span, to: &text)
        }
        text.append(UInt8(ascii: "\n"))
        CanonicalHeaders.append(signedHeaders, of: request, as: form, to: &text)
        if signedHeaders.isEmpty { text.append(UInt8(ascii: "\n")) }
        text.append(UInt8(ascii: "\n"))
        text.append(line: signedHeaders)
        text.append(contentsOf: payload)
        return text
    }

    /// The signature over a canonical request, steps 6 to 8 of 2.1, in hexadecimal.
    static func sign(_ canonicalRequest: [UInt8], date: String, scope: Bytes, key: SigningKey) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(256)
        text.append(line: algorithm)
        text.append(line: date)
        text.append(line: scope)
        Digest.append(sha256: canonicalRequest, to: &text)
        return key.sign(text)
    }
}
