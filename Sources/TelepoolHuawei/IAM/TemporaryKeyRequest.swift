package import TelepoolDomain
package import TelepoolJSON
package import TelepoolTime

/// What `POST /v3.0/OS-CREDENTIAL/securitytokens` asks for: a key for a while, with a token that has to come with it
/// (`reference/huawei-gsl.md`, 2.4).
package struct TemporaryKeyRequest: Sendable, Equatable {
    /// How long it may be valid, in seconds.
    package static let lifetimes: ClosedRange<Int64> = 900...86_400

    /// The token of the user, where it is not in `X-Auth-Token`.
    package var token: String?
    /// How long the key is valid, in seconds.
    package var lifetime: Int64

    /// Reads the body of the request.
    package init(body: [UInt8]) throws(IAMError) {
        guard let json = try? JSONValue(parsing: body), let identity = json["auth"]?["identity"],
            identity["methods"] == .array([.string("token")])
        else { throw .invalidBody }
        token = identity["token"]?["id"]?.text
        switch identity["token"]?["duration_seconds"] {
        case nil, .null: lifetime = Self.lifetimes.lowerBound
        case .number(let text):
            guard let seconds = JSONValue.integer(text), Self.lifetimes.contains(seconds) else { throw .invalidBody }
            lifetime = seconds
        default: throw .invalidBody
        }
    }
}

/// The key with its secret and its token, all of which are shown this once.
package struct TemporaryKeyBody: JSONWritable {
    package var key: IssuedAccessKey
    package var token: String
    package var expiresAt: Timestamp

    package init(key: IssuedAccessKey, token: String, expiresAt: Timestamp) {
        self.key = key
        self.token = token
        self.expiresAt = expiresAt
    }

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.object("credential") {
                $0.member("access", key.id)
                $0.member("expires_at", iamTime: expiresAt)
                $0.member("secret", key.secret)
                $0.member("securitytoken", token)
            }
        }
    }
}
