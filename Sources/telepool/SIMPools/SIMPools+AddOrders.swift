import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension SIMPoolsCommand {
    struct AddOrders: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let further whole orders join, from this billing cycle on.")

        @Argument(help: ArgumentHelp("The id of the pool.", valueName: "pool"), completion: .simPools)
        var id: Int64

        @Option(help: ArgumentHelp("The number of an order; more than one may be given.", valueName: "number"))
        var order: [Int64]

        @OptionGroup var change: ChangeOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let pool = try await session.call(
                AddSIMPoolOrders.self, path: ["sim_pool_id": "\(id)"],
                ["order_ids": .array(order.map(JSONValue.integer))],
                change: change)
            session.show(pool, key: "id", change: change)
        }
    }
}
