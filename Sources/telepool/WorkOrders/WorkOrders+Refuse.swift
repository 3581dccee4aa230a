import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension WorkOrdersCommand {
    struct Refuse: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Refuse a work order that waits.")

        @Argument(help: "The id of the work order.")
        var order: Int64

        @Option(help: "Why.")
        var reason: String

        @OptionGroup var change: ChangeOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let answer = try await session.call(
                DecideWorkOrder.self, path: ["work_order_id": "\(order)"],
                ["approve": false, "reason": .string(reason)],
                change: change)
            session.done(answer, change: change, .workOrderRefused, order)
        }
    }
}
