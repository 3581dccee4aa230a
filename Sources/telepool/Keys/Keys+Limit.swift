import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension KeysCommand {
    struct Limit: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set what an access key may be used for; what is left out does not limit it.")

        @Argument(help: "The id of the key.")
        var key: String

        @Option(
            parsing: .upToNextOption,
            help: "Only these operations, such as NumberPoolList or Show*. (default: all that the role allows)")
        var actions: [String] = []

        @Option(parsing: .upToNextOption, help: "Only what names these pools and no other.")
        var pools: [String] = []

        @Option(parsing: .upToNextOption, help: "Only from these addresses, such as 10.0.0.0/8.")
        var addresses: [String] = []

        @OptionGroup var change: ChangeOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let answer = try await session.call(
                SetAccessKeyLimits.self, path: ["access_key_id": key],
                body: KeyLimitMembers.object(actions: actions, pools: pools, addresses: addresses), change: change)
            session.show(answer, key: "id", change: change)
        }
    }
}
