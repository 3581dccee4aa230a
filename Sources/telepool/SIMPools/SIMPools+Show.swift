import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension SIMPoolsCommand {
    struct Show: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a SIM pool.")

        @Argument(help: ArgumentHelp("The id of the pool.", valueName: "pool"), completion: .simPools)
        var id: Int64

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            session.show(try await session.call(ShowSIMPool.self, path: ["sim_pool_id": "\(id)"]), key: "id")
        }
    }
}
