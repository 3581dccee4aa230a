import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension AccountsCommand {
    struct Show: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show your account and what it may have.")

        @Option(help: "Another account, by its name; for administrators.")
        var account: String?

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let query = account.map { [("account", $0)] } ?? []
            session.show(try await session.call(ShowAccount.self, query: query), key: "domain_id")
        }
    }
}
