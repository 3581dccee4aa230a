import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// Lists the users of the account in the order of their names, page after page.
package struct ListUsers: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/users")
    package static let access = Access.read(.manager)
    package static let description = OperationDescription(
        "Lists the users of the account in the order of their names, page after page.", parameters: parameters)

    private static let parameters = Parameters(Input.after("The name"), Input.limit(100, upTo: 500))

    private var after: String
    private var limit: Int64

    package init(_ request: RESTRequest) throws(OperatorError) {
        (after, limit) = try Self.parameters.read(request)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(users: try scope.users.list(after: after, limit: limit), limit: limit)
    }

    package struct Response: OperatorResponse {
        package static let schema = JSONSchema.object(
            ["users": .array(of: UserResponse.schema)],
            optional: ["next": .string.about("What `after` is for the next page; missing on the last one.")])

        var users: [User]
        var limit: Int64

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.array("users", users) { json, user in UserResponse(user: user).write(to: &json) }
                if users.count == Int(limit), let last = users.last { $0.member("next", last.name) }
            }
        }
    }
}
