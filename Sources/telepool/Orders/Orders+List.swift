import ArgumentParser
import TelepoolOperator
import TelepoolTerminal

extension OrdersCommand {
    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the orders.")

        @OptionGroup var options: ListOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            try await session.list(
                "orders", in: ListOrders.self,
                ListRendering.Layout(["id", "price_plan_id", "cards", "sim_pool_id", "created"]),
                limit: options.limit)
        }
    }
}
