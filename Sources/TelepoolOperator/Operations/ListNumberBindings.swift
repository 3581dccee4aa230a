import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST
import TelepoolTime

/// Lists the bindings that a number has had, newest first: who held it, from when to when. It is kept after they have
/// ended, and after the number was given up.
package struct ListNumberBindings: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/numbers/{number}/bindings")
    package static let access = Access.read(.reader)
    package static let description = OperationDescription(
        "Lists the bindings that a number has had, newest first: who held it, from when to when.",
        details: "The list is kept after they have ended, and after the number was given up.", parameters: parameters)
    /// The greatest page size.
    package static let greatestLimit: Int64 = 500

    private static let parameters = Parameters(Input.number, Input.offset, Input.limit(100, upTo: greatestLimit))

    private var number: PhoneNumber
    private var offset: Int64
    private var limit: Int64

    package init(_ request: RESTRequest) throws(OperatorError) {
        (number, offset, limit) = try Self.parameters.read(request)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(page: try scope.bindings.list(BindingFilter(number: number), offset: offset, limit: limit))
    }

    package struct Response: OperatorResponse {
        package static let schema = JSONSchema.object([
            "total": .count,
            "bindings": .array(
                of: .object([
                    "sub_id": .string, "kind": .choice(BindingKind.allCases.map(\.name)), "number_pool_no": .string,
                    "phone_a": .phoneNumber, "phone_b": .string.about("Empty where there is none."), "from": .time,
                    "to": .string.about("RFC 3339; empty while the binding is in force."), "expires": .time,
                ])),
        ])

        var page: Page<Binding>

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.member("total", page.total)
                $0.array("bindings", page.elements) { json, binding in
                    json.object {
                        $0.member("sub_id", binding.id.rawValue)
                        $0.member("kind", binding.kind.name)
                        $0.member("number_pool_no", binding.pool.rawValue)
                        $0.member("phone_a", binding.phoneA.description)
                        $0.member("phone_b", binding.phoneB?.description ?? "")
                        $0.member("from", binding.enabledAt.description)
                        $0.member("to", binding.endedAt?.description ?? "")
                        $0.member("expires", binding.expiresAt.description)
                    }
                }
            }
        }
    }
}

extension BindingKind {
    /// What this API calls the kind.
    fileprivate var name: String {
        switch self {
        case .axb: "axb"
        case .axn: "axn"
        case .axne: "axne"
        case .axyb: "axyb"
        case .yb: "yb"
        }
    }
}
