import ArgumentParser
import TelepoolOperator
import TelepoolTerminal

extension NumbersCommand {
    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the numbers of a pool.")

        @Option(help: ArgumentHelp("The number or the name of the pool.", valueName: "NP…"), completion: .numberPools)
        var pool: String

        @OptionGroup var options: ListOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            try await session.list(
                "numbers", in: ListNumbers.self,
                ListRendering.Layout(["number", "type", "city_code", "availability", "bindings", "until"]),
                limit: options.limit,
                path: ["number_pool_no": try await session.numberPool(pool)], pageSize: ListNumbers.greatestLimit)
        }
    }
}
