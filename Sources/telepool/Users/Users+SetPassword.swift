import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension UsersCommand {
    struct SetPassword: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a user a password, for tokens.",
            discussion: """
                The password is asked for, or read from the standard input.
                """)

        @Argument(help: "The name or the id of the user.")
        var user: String

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let id = try await session.user(user)
            session.console.complain(session.console.language.text(.askPassword, user))
            guard let password = HiddenLine.read(), !password.isEmpty else {
                throw CommandError(.usage, .valueMissing)
            }
            let answer = try await session.call(
                SetUserPassword.self, path: ["user_id": id], ["password": .string(password)])
            session.done(answer, key: "id", .passwordSet, user)
        }
    }
}
