import TelepoolDomain
package import TelepoolJSON

/// An account and what it may have.
package struct AccountResponse: OperatorResponse {
    package static let schema = JSONSchema.object(
        [
            "name": .string, "domain_id": .string.about("What IAM calls the account."), "enabled": .boolean,
            "quota": .object(
                [:],
                optional: [
                    "number_pools": .count, "numbers": .count, "sim_pools": .count, "sim_cards": .count,
                    "requests_per_second": .count, "records_per_second": .count,
                ]
            ).about("What is missing is not limited, or by what holds for the whole server."),
        ]
    ).named("Account")

    var account: Account

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("name", account.name)
            json.member("domain_id", account.domainID)
            json.member("enabled", account.isEnabled)
            json.object("quota") { json in
                let quota = account.quota
                if let limit = quota.numberPools { json.member("number_pools", limit) }
                if let limit = quota.numbers { json.member("numbers", limit) }
                if let limit = quota.simPools { json.member("sim_pools", limit) }
                if let limit = quota.simCards { json.member("sim_cards", limit) }
                if let limit = quota.requestsPerSecond { json.member("requests_per_second", limit) }
                if let limit = quota.recordsPerSecond { json.member("records_per_second", limit) }
            }
        }
    }
}

extension Input<String> {
    static var domainID: Input { Input("domain_id", .text(1...64), "What IAM calls the account.") }
}

extension Accounts {
    /// - Throws: ``AccessError/unknownAccount(_:)``.
    func existing(domainID: String) throws -> Account {
        guard let account = try find(domainID: domainID) else {
            throw DomainError.access(.unknownAccount(domainID))
        }
        return account
    }
}
