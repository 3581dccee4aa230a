import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension WorkOrdersCommand {
    struct Review: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set whether work orders wait for somebody to approve them.")

        @Argument(help: "automatic or by-hand.")
        var mode: Mode

        @OptionGroup var change: ChangeOptions

        enum Mode: String, ExpressibleByArgument, CaseIterable {
            case automatic
            case byHand = "by-hand"
        }

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let answer = try await session.call(
                SetWorkOrderReview.self, ["by_hand": .boolean(mode == .byHand)], change: change)
            session.done(answer, change: change, mode == .byHand ? .workOrdersByHand : .workOrdersAutomatic)
        }
    }
}
