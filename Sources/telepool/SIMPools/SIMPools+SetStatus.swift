import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension SIMPoolsCommand {
    struct SetStatus: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stop a backward pool, discard it, or take it into use again.")

        @Argument(help: ArgumentHelp("The id of the pool.", valueName: "pool"), completion: .simPools)
        var id: Int64

        @Argument(help: "in_use, stopped or discarded.")
        var status: String

        @OptionGroup var change: ChangeOptions

        @OptionGroup var confirmation: ConfirmationOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            if status == "discarded", !change.dryRun { try session.console.confirm(confirmation, .confirmSIMPool, id) }
            let pool = try await session.call(
                SetBackPoolStatus.self, path: ["sim_pool_id": "\(id)"], ["status": .string(status)], change: change)
            session.show(pool, key: "id", change: change)
        }
    }
}
