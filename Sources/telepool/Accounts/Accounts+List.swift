import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension AccountsCommand {
    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the accounts of the server; for administrators.")

        @OptionGroup var options: ListOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            try await session.list(
                "accounts", in: ListAccounts.self, ListRendering.Layout(["name", "domain_id", "enabled"]),
                limit: options.limit)
        }
    }
}
