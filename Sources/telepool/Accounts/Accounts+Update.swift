import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension AccountsCommand {
    struct Update: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Rename an account, or disable or enable all of its users; for administrators.")

        @Argument(help: "The id of the account, as the list shows it.")
        var domainId: String

        @Option(help: "A new name.")
        var name: String?

        @Flag(inversion: .prefixedEnableDisable, help: "Whether its users may call.")
        var users: Bool?

        @OptionGroup var change: ChangeOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let account = try await session.call(
                UpdateAccount.self, path: ["domain_id": domainId],
                ["name": name.map(JSONValue.string), "enabled": users.map(JSONValue.boolean)], change: change)
            session.show(account, key: "domain_id", change: change)
        }
    }
}
