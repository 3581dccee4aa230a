import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension UsersCommand {
    struct Delete: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete a user with keys and tokens.")

        @Argument(help: "The name or the id of the user.")
        var user: String

        @OptionGroup var change: ChangeOptions

        @OptionGroup var confirmation: ConfirmationOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let id = try await session.user(user)
            if !change.dryRun { try session.console.confirm(confirmation, .confirmUser, user) }
            let answer = try await session.call(DeleteUser.self, path: ["user_id": id], change: change)
            session.done(answer, change: change, .userDeleted, user)
        }
    }
}
