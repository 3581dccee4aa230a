import TelepoolDomain
import TelepoolREST

/// Whose audit log an administrator wants to see.
struct AuditedAccount: Sendable {
    static let parameters = Parameters(
        Input(
            optional: "account", Kind<String>.anyText, "The account, by its name; the installation's own log without."))

    private let name: String?

    init(_ request: RESTRequest) throws(OperatorError) {
        name = try Self.parameters.read(request)
    }

    /// The same parameter together with others.
    static func joined(with others: any DescribedParameters) -> any DescribedParameters {
        JoinedParameters(descriptions: parameters.descriptions + others.descriptions)
    }

    /// - Throws: ``OperatorError``.
    func log(in scope: TenantScope) throws -> AuditLog {
        guard let name else { return scope.system.tenant(.installation).audit }
        guard let account = try scope.system.accounts.find(name: name) else {
            throw OperatorError(.unknownAccount, "There is no account named \(name).")
        }
        return scope.system.tenant(account.id).audit
    }
}

private struct JoinedParameters: DescribedParameters {
    var descriptions: [InputDescription]
}
