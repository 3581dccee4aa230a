import ArgumentParser
import HTTPTypes
import TelepoolOperator
import TelepoolTerminal

extension WorkOrdersCommand {
    struct Details: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what came of a work order for each card.")

        @Argument(help: "The id of the work order.")
        var order: Int64

        @OptionGroup var options: ListOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            try await session.huaweiList(
                "work_order_details", "/v1/work-orders/\(order)/details", query: [],
                ListRendering.Layout(["cid", "sim_card_id", "status", "create_time", "finish_time", "description"]),
                limit: options.limit)
        }
    }
}
