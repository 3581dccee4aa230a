import ArgumentParser
import TelepoolOperator
import TelepoolTerminal

extension PlansCommand {
    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the price plans.")

        @OptionGroup var options: ListOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            try await session.list(
                "price_plans", in: ListPricePlans.self,
                ListRendering.Layout(["id", "carrier", "data_mb", "months", "name"]), limit: options.limit)
        }
    }
}
