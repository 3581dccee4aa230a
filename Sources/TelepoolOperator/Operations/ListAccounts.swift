import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// Lists the accounts of the server in the order of their names, page after page.
package struct ListAccounts: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/accounts")
    package static let access = Access.read(.administrator)
    package static let description = OperationDescription(
        "Lists the accounts of the server in the order of their names, page after page.", parameters: parameters)

    private static let parameters = Parameters(Input.after("The name"), Input.limit(100, upTo: 500))

    private var after: String
    private var limit: Int64

    package init(_ request: RESTRequest) throws(OperatorError) {
        (after, limit) = try Self.parameters.read(request)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(accounts: try scope.system.accounts.list(after: after, limit: limit), limit: limit)
    }

    package struct Response: OperatorResponse {
        package static let schema = JSONSchema.object(
            ["accounts": .array(of: AccountResponse.schema)],
            optional: ["next": .string.about("What `after` is for the next page; missing on the last one.")])

        var accounts: [Account]
        var limit: Int64

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.array("accounts", accounts) { json, account in AccountResponse(account: account).write(to: &json) }
                if accounts.count == Int(limit), let last = accounts.last { $0.member("next", last.name) }
            }
        }
    }
}
