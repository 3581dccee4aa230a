import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension SIMPoolsCommand {
    struct Discard: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Discard a SIM pool whose cards are all deregistered.")

        @Argument(help: ArgumentHelp("The id of the pool.", valueName: "pool"), completion: .simPools)
        var id: Int64

        @OptionGroup var change: ChangeOptions

        @OptionGroup var confirmation: ConfirmationOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            if !change.dryRun { try session.console.confirm(confirmation, .confirmSIMPool, id) }
            let pool = try await session.call(DiscardSIMPool.self, path: ["sim_pool_id": "\(id)"], change: change)
            session.show(pool, key: "id", change: change)
        }
    }
}
