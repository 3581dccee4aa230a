import ArgumentParser
import TelepoolClient
import TelepoolJSON
import TelepoolOperator

/// `telepool users`
struct UsersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "users", abstract: "Users of your account.", subcommands: [Create.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create a user with an access key, which is shown this once.")

        @Option(help: "The user's name, at most 64 characters.")
        var name: String

        @Option(help: "manager, metering (delivers usage, nothing else) or reader.")
        var role: String

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            var json = JSONWriter()
            json.object {
                $0.member("name", name)
                $0.member("role", role)
            }
            let answer = try await connection.withClient { try await $0.call(CreateUser.self, body: json.bytes) }
            IssuedKey(answer)?.print()
        }
    }
}
