import ArgumentParser
import TelepoolClient
import TelepoolOperator

/// `telepool orders`
struct OrdersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orders", abstract: "Orders: batches of SIM cards of one price plan.", subcommands: [List.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the orders.",
            discussion: "One line for each: its number, its plan, how many cards it has, and its pool or a dash.")

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            try await connection.withClient {
                try await $0.forEach(of: "orders", in: ListOrders.self) { order in
                    let fields = ["id", "price_plan_id", "cards", "sim_pool_id"].map { order.text($0) ?? "-" }
                    print(fields.joined(separator: "  "))
                }
            }
        }
    }
}
