import ArgumentParser
import TelepoolOperator
import TelepoolTerminal

extension SIMPoolsCommand {
    struct AddOns: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the add-ons of a SIM pool, oldest first.")

        @Argument(help: ArgumentHelp("The id of the pool.", valueName: "pool"), completion: .simPools)
        var id: Int64

        @OptionGroup var options: ListOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            try await session.list(
                "add_ons", in: ListSIMPoolAddOns.self,
                ListRendering.Layout(["id", "billing_cycle", "data_mb", "created"]), limit: options.limit,
                path: ["sim_pool_id": "\(id)"])
        }
    }
}
