import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension UsersCommand {
    struct Update: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change what a user may do, or disable or enable the user.")

        @Argument(help: "The name or the id of the user.")
        var user: String

        @Option(help: "administrator, manager, metering or reader.")
        var role: String?

        @Flag(inversion: .prefixedEnableDisable, help: "Whether the user may call.")
        var access: Bool?

        @OptionGroup var change: ChangeOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let id = try await session.user(user)
            let answer = try await session.call(
                UpdateUser.self, path: ["user_id": id],
                ["role": role.map(JSONValue.string), "enabled": access.map(JSONValue.boolean)], change: change)
            session.show(answer, key: "id", change: change)
        }
    }
}
