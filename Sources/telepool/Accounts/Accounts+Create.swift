import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension AccountsCommand {
    struct Create: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create an account with a manager and an access key, which is shown this once.")

        @Option(help: "The account's name, at most 64 characters.")
        var name: String

        @Option(help: "The name of the account's first user.")
        var user = "admin"

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            session.showIssuedKey(
                try await session.call(CreateAccount.self, ["name": .string(name), "user": .string(user)]))
        }
    }
}
