import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// Lists the access keys of the account in the order of their ids, page after page, without their secrets.
package struct ListAccessKeys: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/access-keys")
    package static let access = Access.read(.manager)
    package static let description = OperationDescription(
        "Lists the access keys of the account in the order of their ids, page after page, without their secrets.",
        parameters: parameters)

    private static let parameters = Parameters(Input.ofUser, Input.after("The id"), Input.limit(100, upTo: 500))

    private var user: UserID?
    private var after: String
    private var limit: Int64

    package init(_ request: RESTRequest) throws(OperatorError) {
        (user, after, limit) = try Self.parameters.read(request)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(keys: try scope.accessKeys.list(of: user, after: after, limit: limit), limit: limit)
    }

    package struct Response: OperatorResponse {
        package static let schema = JSONSchema.object(
            ["access_keys": .array(of: AccessKeyResponse.schema)],
            optional: ["next": .string.about("What `after` is for the next page; missing on the last one.")])

        var keys: [AccessKeySummary]
        var limit: Int64

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.array("access_keys", keys) { json, key in AccessKeyResponse(key: key).write(to: &json) }
                if keys.count == Int(limit), let last = keys.last { $0.member("next", last.id) }
            }
        }
    }
}
