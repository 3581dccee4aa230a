import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST
import TelepoolTime

/// Lists the tokens of the account in the order of their ids, page after page; the tokens themselves are kept nowhere.
package struct ListTokens: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/tokens")
    package static let access = Access.read(.manager)
    package static let description = OperationDescription(
        "Lists the tokens of the account in the order of their ids, page after page.",
        details: "The tokens themselves are kept nowhere.", parameters: parameters)

    private static let parameters = Parameters(
        Input.ofUser, Input("after", .tokenID, default: "", "The id that the page begins behind."),
        Input.limit(100, upTo: 500))

    private var user: UserID?
    private var after: [UInt8]
    private var limit: Int64

    package init(_ request: RESTRequest) throws(OperatorError) {
        (user, after, limit) = try Self.parameters.read(request)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(tokens: try scope.tokens.list(of: user, after: after, limit: limit), limit: limit)
    }

    package struct Response: OperatorResponse {
        package static let schema = JSONSchema.object(
            [
                "tokens": .array(
                    of: .object(["id": .string, "user_id": .string, "issued": .time, "expires": .time]).named("Token"))
            ],
            optional: ["next": .string.about("What `after` is for the next page; missing on the last one.")])

        var tokens: [TokenSummary]
        var limit: Int64

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.array("tokens", tokens) { json, token in
                    json.object {
                        $0.member("id", Hexadecimal.text(token.digest))
                        $0.member("user_id", token.user.rawValue)
                        $0.member("issued", token.issuedAt.description)
                        $0.member("expires", token.expiresAt.description)
                    }
                }
                if tokens.count == Int(limit), let last = tokens.last {
                    $0.member("next", Hexadecimal.text(last.digest))
                }
            }
        }
    }
}

extension Input<[UInt8]> {
    static var token: Input { Input("token_id", .tokenID, "The id of the token, which is not the token.") }
}

extension Kind<[UInt8]> {
    /// The digest of a token.
    static let tokenID = Kind(.pattern("^([0-9a-f]{2})*$"), "hexadecimal digits") { Hexadecimal.bytes($0) }
}

/// Bytes as hexadecimal digits in lower case.
enum Hexadecimal {
    static func text(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    static func bytes(_ text: String) -> [UInt8]? {
        let digits = text.utf8.map { digit -> UInt8? in
            switch digit {
            case 0x30...0x39: digit - 0x30
            case 0x61...0x66: digit - 0x61 + 10
            default: nil
            }
        }
        guard digits.count % 2 == 0, digits.allSatisfy({ $0 != nil }) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { (digits[$0] ?? 0) << 4 | (digits[$0 + 1] ?? 0) }
    }
}
