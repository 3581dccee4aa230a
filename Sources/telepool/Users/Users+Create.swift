import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension UsersCommand {
    struct Create: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create a user with an access key, which is shown this once.")

        @Option(help: "The user's name, at most 64 characters.")
        var name: String

        @Option(help: "administrator, manager, metering (delivers usage, nothing else) or reader.")
        var role: String

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            session.showIssuedKey(
                try await session.call(CreateUser.self, ["name": .string(name), "role": .string(role)]))
        }
    }
}
