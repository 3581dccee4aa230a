import ArgumentParser
import TelepoolOperator
import TelepoolTerminal

extension SIMsCommand {
    struct Export: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write SIM cards as CSV, as they can be imported.",
            discussion: """
                All cards, or those of one order, in the order in which they came. Another form is written only where --output \
                asks for it.
                """)

        @Option(help: "The number of an order.")
        var order: Int64?

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            try await session.list(
                "sim_cards", in: ListSIMCards.self,
                ListRendering.Layout(["iccid", "msisdn", "imsi", "status", "activated_at", "disassembled_at"]),
                format: .csv,
                query: order.map { [("order_id", "\($0)")] } ?? [], pageSize: ListSIMCards.greatestLimit)
        }
    }
}
