import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension TokensCommand {
    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the tokens of your account; they themselves are kept nowhere.")

        @Option(help: "Only tokens of this user, by name or id.")
        var user: String?

        @OptionGroup var options: ListOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let query: [(name: String, value: String)]
            if let user { query = [("user_id", try await session.user(user))] } else { query = [] }
            try await session.list(
                "tokens", in: ListTokens.self, ListRendering.Layout(["id", "user_id", "issued", "expires"]),
                limit: options.limit, query: query)
        }
    }
}
