import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST
import TelepoolTime
import TelepoolURL

/// Lists the bindings that a number has had, newest first: who held it, from when to when. It is kept after they have
/// ended, and after the number was given up.
package struct ListNumberBindings: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/numbers/{number}/bindings")
    package static let access = Access.read(.reader)
    /// The greatest page size.
    package static let greatestLimit: Int64 = 500

    private var number: PhoneNumber
    private var offset: Int64
    private var limit: Int64

    package init(_ request: RESTRequest) throws(OperatorError) {
        number = try ShowNumber.number(in: request)
        guard let offset = JSONValue.integer(request.query["offset"] ?? "0"), offset >= 0 else {
            throw .invalidParameter("offset has to be 0 or more.")
        }
        guard let limit = JSONValue.integer(request.query["limit"] ?? "100"), (1...Self.greatestLimit).contains(limit)
        else { throw .invalidParameter("limit has to be from 1 to \(Self.greatestLimit).") }
        (self.offset, self.limit) = (offset, limit)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(page: try scope.bindings.list(BindingFilter(number: number), offset: offset, limit: limit))
    }

    package struct Response: JSONWritable {
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
