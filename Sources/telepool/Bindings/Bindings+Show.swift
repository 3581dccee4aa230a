import ArgumentParser
import TelepoolJSON
import TelepoolTerminal

extension BindingsCommand {
    struct Show: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a binding, ended or not.")

        @Argument(help: ArgumentHelp("The id of the binding.", valueName: "binding"))
        var binding: String

        @Option(help: ArgumentHelp("The number or the name of the pool.", valueName: "NP…"), completion: .numberPools)
        var pool: String

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let answer = try await session.volcengine(
                "QuerySubscription",
                ["NumberPoolNo": .string(try await session.numberPool(pool)), "SubId": .string(binding)])
            session.show(answer, key: "SubId")
        }
    }
}
