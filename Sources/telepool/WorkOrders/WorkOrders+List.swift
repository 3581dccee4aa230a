import ArgumentParser
import HTTPTypes
import TelepoolOperator
import TelepoolTerminal

extension WorkOrdersCommand {
    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the work orders, newest first.")

        @OptionGroup var options: ListOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            try await session.huaweiList(
                "work_orders", "/v1/work-orders", query: [],
                ListRendering.Layout(
                    [
                        "id", "work_order_type", "req_detail", "total_count", "success_count", "fail_count", "status",
                        "create_time",
                    ]),
                limit: options.limit)
        }
    }
}
