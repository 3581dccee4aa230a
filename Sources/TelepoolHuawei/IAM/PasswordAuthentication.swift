package import TelepoolDomain
import TelepoolJSON

/// What `POST /v3/auth/tokens` asks for: a token for a user who gives the password
/// (`reference/huawei-gsl.md`, 2.1).
package struct PasswordAuthentication: Sendable, Equatable {
    /// An id or a name, whichever the client gives.
    package enum Reference: Sendable, Equatable {
        case id(String)
        case name(String)
    }

    package enum Scope: Sendable, Equatable {
        case project(Reference)
        /// The whole account.
        case domain(Reference)
    }

    package var user: Reference
    /// The account of the user; `nil` where the user is given by id.
    package var domain: Reference?
    package var password: String
    package var scope: Scope

    /// Reads the body of the request.
    package init(body: [UInt8]) throws(IAMError) {
        guard let json = try? JSONValue(parsing: body), let auth = json["auth"], let identity = auth["identity"],
            identity["methods"] == .array([.string("password")]), let user = identity["password"]?["user"],
            let password = user["password"]?.text, let scope = auth["scope"]
        else { throw .invalidBody }
        self.password = password
        self.user = try Self.reference(user)
        domain = try user["domain"].map(Self.reference)
        if case .name = self.user, domain == nil { throw .invalidBody }
        switch (scope["project"], scope["domain"]) {
        case (let project?, nil): self.scope = .project(try Self.reference(project))
        case (nil, let domain?): self.scope = .domain(try Self.reference(domain))
        default: throw .invalidBody
        }
    }

    private static func reference(_ value: JSONValue) throws(IAMError) -> Reference {
        if let id = value["id"]?.text { return .id(id) }
        if let name = value["name"]?.text { return .name(name) }
        throw .invalidBody
    }
}

extension PasswordAuthentication.Reference {
    /// Whether this refers to an account.
    package func matches(_ account: Account) -> Bool {
        switch self {
        case .id(let id): id == account.domainID
        case .name(let name): name == account.name
        }
    }

    /// Whether this refers to a project.
    package func matches(_ project: Project) -> Bool {
        switch self {
        case .id(let id): id == project.id
        case .name(let name): name == project.name
        }
    }
}

extension JSONValue {
    /// A text that is not empty and that every database can hold.
    var text: String? {
        if case .string(let text) = self, !text.isEmpty, !text.utf8.contains(0) { text } else { nil }
    }
}
