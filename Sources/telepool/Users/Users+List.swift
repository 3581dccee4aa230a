import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension UsersCommand {
    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the users of your account.")

        @OptionGroup var options: ListOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            try await session.list(
                "users", in: ListUsers.self,
                ListRendering.Layout(["name", "role", "enabled", "has_password", "id"]), limit: options.limit)
        }
    }
}
