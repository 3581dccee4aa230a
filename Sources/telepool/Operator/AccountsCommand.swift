import ArgumentParser
import TelepoolClient
import TelepoolJSON
import TelepoolOperator

/// `telepool accounts`
struct AccountsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accounts", abstract: "Accounts: tenants that see nothing of each other.",
        subcommands: [Create.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create an account with a manager and an access key, which is shown this once.")

        @Option(help: "The account's name, at most 64 characters.")
        var name: String

        @Option(help: "The name of the account's first user.")
        var user = "admin"

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            var json = JSONWriter()
            json.object {
                $0.member("name", name)
                $0.member("user", user)
            }
            let answer = try await connection.withClient { try await $0.call(CreateAccount.self, body: json.bytes) }
            IssuedKey(answer)?.print()
        }
    }
}

/// An access key as the server issued it.
struct IssuedKey {
    var id: String
    var secret: String

    init?(_ answer: JSONValue) {
        guard case .object(let object) = answer, case .string(let id)? = object["access_key_id"],
            case .string(let secret)? = object["secret_access_key"]
        else { return nil }
        (self.id, self.secret) = (id, secret)
    }

    func print() {
        Swift.print("access key id      \(id)")
        Swift.print("secret access key  \(secret)")
        Swift.print("The secret is shown this once: keep it.")
    }
}
