import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension WorkOrdersCommand {
    struct Approve: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Approve a work order that waits.")

        @Argument(help: "The id of the work order.")
        var order: Int64

        @OptionGroup var change: ChangeOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let answer = try await session.call(
                DecideWorkOrder.self, path: ["work_order_id": "\(order)"], ["approve": true], change: change)
            session.done(answer, change: change, .workOrderApproved, order)
        }
    }
}
