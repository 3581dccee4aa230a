import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension KeysCommand {
    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the access keys of your account.")

        @Option(help: "Only keys of this user, by name or id.")
        var user: String?

        @OptionGroup var options: ListOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let query: [(name: String, value: String)]
            if let user { query = [("user_id", try await session.user(user))] } else { query = [] }
            try await session.list(
                "access_keys", in: ListAccessKeys.self,
                ListRendering.Layout(["id", "user_id", "enabled", "temporary", "created", "expires"]),
                limit: options.limit, query: query)
        }
    }
}
