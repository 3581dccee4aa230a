import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension KeysCommand {
    struct Create: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an access key for a user, which is shown this once.",
            discussion: """
                A user may have two: the one in use and the one that takes its place.
                """)

        @Argument(help: "The name or the id of the user.")
        var user: String

        @Option(
            parsing: .upToNextOption,
            help: "Only these operations, such as NumberPoolList or Show*. (default: all that the role allows)")
        var actions: [String] = []

        @Option(parsing: .upToNextOption, help: "Only what names these pools and no other.")
        var pools: [String] = []

        @Option(parsing: .upToNextOption, help: "Only from these addresses, such as 10.0.0.0/8.")
        var addresses: [String] = []

        @Option(help: ArgumentHelp("When it ends, such as 2027-01-01T00:00:00Z. (default: never)", valueName: "time"))
        var expires: String?

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let id = try await session.user(user)
            var body = KeyLimitMembers.object(actions: actions, pools: pools, addresses: addresses)
            if let expires { body.members.append(.init(name: "expires", value: .string(expires))) }
            session.showIssuedKey(
                try await session.call(CreateAccessKey.self, path: ["user_id": id], body: body))
        }
    }
}
