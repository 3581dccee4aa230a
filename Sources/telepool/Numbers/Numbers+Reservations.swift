import ArgumentParser
import TelepoolOperator
import TelepoolTerminal

extension NumbersCommand {
    struct Reservations: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the reservations of a pool that are in force.")

        @Option(help: ArgumentHelp("The number or the name of the pool.", valueName: "NP…"), completion: .numberPools)
        var pool: String

        @OptionGroup var options: ListOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            try await session.list(
                "reservations", in: ListNumberReservations.self,
                ListRendering.Layout(["id", "expires", "purpose", "numbers"]), limit: options.limit,
                path: ["number_pool_no": try await session.numberPool(pool)],
                pageSize: ListNumberReservations.greatestLimit)
        }
    }
}
