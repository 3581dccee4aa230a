import ArgumentParser
import TelepoolOperator
import TelepoolTerminal

extension NumbersCommand {
    struct Export: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the numbers of a pool as CSV, as they can be imported.",
            discussion: """
                Another form is written only where --output asks for it.
                """)

        @Option(help: ArgumentHelp("The number or the name of the pool.", valueName: "NP…"), completion: .numberPools)
        var pool: String

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            try await session.list(
                "numbers", in: ListNumbers.self,
                ListRendering.Layout(["number", "type", "city_code", "purchase_time", "qualification_no"]),
                format: .csv,
                path: ["number_pool_no": try await session.numberPool(pool)], pageSize: ListNumbers.greatestLimit)
        }
    }
}
