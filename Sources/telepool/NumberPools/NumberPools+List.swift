import ArgumentParser
import TelepoolJSON
import TelepoolTerminal

extension NumberPoolsCommand {
    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the number pools, newest first.")

        @Option(help: "Only pools whose name has this in it.")
        var name: String?

        @Option(help: "Only pools of this type.")
        var type: NumberPoolType?

        @OptionGroup var options: ListOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            try await session.volcengineList(
                "NumberPoolList",
                ["NumberPoolName": name.map(JSONValue.string), "SubServiceType": (type?.code).map(JSONValue.integer)],
                NumberPoolsCommand.layout, limit: options.limit)
        }
    }
}
