import ArgumentParser
import HTTPTypes
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension SIMPoolsCommand {
    struct Members: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the cards of a SIM pool with what they have used in a billing cycle.",
            discussion: """
                Amounts of data are in MB.
                """)

        @Argument(help: ArgumentHelp("The id of the pool.", valueName: "pool"), completion: .simPools)
        var id: Int64

        @Option(help: ArgumentHelp("The billing cycle.", valueName: "yyyy-MM"))
        var cycle: String

        @OptionGroup var options: ListOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let pool = try await session.call(ShowSIMPool.self, path: ["sim_pool_id": "\(id)"])
            let kind = pool.text("kind") == "backward" ? "back-pools" : "sim-pools"
            try await session.huaweiList(
                "pool_members", "/v1/\(kind)/\(id)/members", query: [("billing_cycle", cycle)],
                ListRendering.Layout(["cid", "flow_used"]), limit: options.limit)
        }
    }
}
