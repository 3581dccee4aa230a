import ArgumentParser
import TelepoolOperator
import TelepoolTerminal

extension SIMsCommand {
    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List SIM cards in the order in which they came.")

        @Option(help: "The number of an order.")
        var order: Int64?

        @OptionGroup var options: ListOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            try await session.list(
                "sim_cards", in: ListSIMCards.self,
                ListRendering.Layout(["iccid", "msisdn", "imsi", "status", "activated_at"]), limit: options.limit,
                query: order.map { [("order_id", "\($0)")] } ?? [], pageSize: ListSIMCards.greatestLimit)
        }
    }
}
