import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension KeysCommand {
    struct Update: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Disable or enable an access key.")

        @Argument(help: "The id of the key.")
        var key: String

        @Flag(inversion: .prefixedEnableDisable, help: "Whether it may be used.")
        var use: Bool

        @OptionGroup var change: ChangeOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let answer = try await session.call(
                UpdateAccessKey.self, path: ["access_key_id": key], ["enabled": .boolean(use)], change: change)
            session.show(answer, key: "id", change: change)
        }
    }
}
