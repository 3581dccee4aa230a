import HTTPTypes
import TelepoolJSON
import TelepoolREST

/// The description of the operator API in the form of OpenAPI 3.1, made of what its operations declare.
package enum OpenAPIDocument {
    package static let path = "/telepool/v1/openapi.json"

    /// The document; made once.
    package static let bytes: [UInt8] = {
        var json = JSONWriter(capacity: 1 << 16)
        write(OperatorOperations.types.map { DescribedOperation($0) }, to: &json)
        return JSONIndentation.indent(json.bytes)
    }()

    private static func write(_ operations: [DescribedOperation], to json: inout JSONWriter) {
        json.object { json in
            json.member("openapi", "3.1.0")
            json.object("info") {
                $0.member("title", "Telepool operator API")
                $0.member("version", Version.current)
                $0.member("description", about)
            }
            json.array("servers", ["/"]) { json, url in json.object { $0.member("url", url) } }
            json.array("security", SecurityScheme.allCases) { json, scheme in
                json.object {
                    $0.key(scheme.rawValue); $0.array { _ in }
                }
            }
            json.array("tags", operations.map(\.tag).withoutRepetitions.sorted()) { json, tag in
                json.object { $0.member("name", tag) }
            }
            json.object("paths") { json in
                for path in operations.map(\.route.pattern).withoutRepetitions {
                    json.key(path)
                    json.object { json in
                        for operation in operations where operation.route.pattern == path { operation.write(to: &json) }
                    }
                }
            }
            json.object("components") { writeComponents(of: operations, to: &$0) }
        }
    }

    private static let about = """
        For stocking, watching and managing what the faces of the clouds draw from. Each call is one transaction, so it is \
        done whole or not at all.

        Roles: an *administrator* may do everything on the server; a *manager* everything within the account; *metering* \
        delivers usage and nothing else; a *reader* reads. What belongs to another account is answered like what does not \
        exist.

        Query parameters and members that an operation does not know are passed over. A member that may be left out may \
        also be `null`.
        """
}

extension Array where Element: Hashable {
    /// The elements in their order, each once.
    var withoutRepetitions: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}

/// The two ways of telling who calls.
enum SecurityScheme: String, CaseIterable {
    case token = "Token"
    case signature = "Signature"

    func write(to json: inout JSONWriter) {
        json.object {
            $0.member("type", "apiKey")
            $0.member("in", "header")
            switch self {
            case .token:
                $0.member("name", "X-Auth-Token")
                $0.member(
                    "description", "A token of `POST /v3/auth/tokens`, as Huawei Cloud's IAM and Keystone issue them.")
            case .signature:
                $0.member("name", "Authorization")
                $0.member(
                    "description",
                    "`SDK-HMAC-SHA256 Access=…, SignedHeaders=…, Signature=…` with `X-Sdk-Date`: the request signed with an "
                        + "access key, as Huawei Cloud's SDKs do it.")
            }
        }
    }
}
