import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension UsersCommand {
    struct Show: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a user.")

        @Argument(help: "The name or the id of the user.")
        var user: String

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let id = try await session.user(user)
            session.show(try await session.call(ShowUser.self, path: ["user_id": id]), key: "id")
        }
    }
}
