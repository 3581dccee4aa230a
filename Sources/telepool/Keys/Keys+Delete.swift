import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension KeysCommand {
    struct Delete: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete an access key.")

        @Argument(help: "The id of the key.")
        var key: String

        @OptionGroup var change: ChangeOptions

        @OptionGroup var confirmation: ConfirmationOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            if !change.dryRun { try session.console.confirm(confirmation, .confirmKey, key) }
            let answer = try await session.call(DeleteAccessKey.self, path: ["access_key_id": key], change: change)
            session.done(answer, change: change, .keyDeleted, key)
        }
    }
}
