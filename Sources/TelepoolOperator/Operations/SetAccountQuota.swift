import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Sets what an account may have. What is left out is not limited, or by what holds for the whole server.
package struct SetAccountQuota: OperatorOperation {
    package static let route = Route(.put, "/telepool/v1/accounts/{domain_id}/quota")
    package static let access = Access.write(.administrator)
    package static let changesAccess = true
    package static let description = OperationDescription(
        "Sets what an account may have; what is left out is not limited, or by what holds for the whole server.",
        details: """
            What the account has already it keeps. Calls and records in a second are counted on each node by itself.
            """, parameters: parameters, body: body, errors: [.unknownAccount])

    private static let parameters = Parameters(Input.domainID)
    private static let body = JSONBody(
        Input(optional: "number_pools", .integer(0...)),
        Input(optional: "numbers", .integer(0...), "Phone numbers in its pools, cancelled ones included."),
        Input(optional: "sim_pools", .integer(0...)),
        Input(optional: "sim_cards", .integer(0...), "SIM cards that are not deregistered."),
        Input(optional: "requests_per_second", .integer(0...1_000_000)),
        Input(optional: "records_per_second", .integer(0...100_000_000), "Usage records."))

    private var domainID: String
    private var quota = Quota()

    package init(_ request: RESTRequest) throws(OperatorError) {
        domainID = try Self.parameters.read(request)
        (
            quota.numberPools, quota.numbers, quota.simPools, quota.simCards, quota.requestsPerSecond,
            quota.recordsPerSecond
        ) = try Self.body.read(request)
    }

    package func perform(in scope: TenantScope) throws -> AccountResponse {
        let accounts = scope.system.accounts
        try accounts.update(try accounts.existing(domainID: domainID).id, isEnabled: nil, quota: quota)
        return AccountResponse(account: try accounts.existing(domainID: domainID))
    }
}
