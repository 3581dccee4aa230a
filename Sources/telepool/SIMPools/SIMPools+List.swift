import ArgumentParser
import HTTPTypes
import TelepoolOperator
import TelepoolTerminal

extension SIMPoolsCommand {
    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the SIM pools, a line for each billing cycle.",
            discussion: """
                Amounts of data are in MB.
                """)

        @Option(help: "forward or backward.")
        var kind = Kind.forward

        @Option(help: "Only pools whose name has this in it.")
        var name: String?

        @Option(help: ArgumentHelp("Only this billing cycle. (default: the one that runs)", valueName: "yyyy-MM"))
        var cycle: String?

        @OptionGroup var options: ListOptions

        enum Kind: String, ExpressibleByArgument, CaseIterable {
            case forward, backward
        }

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let shared = ["id", "pool_name", "price_plan_id", "billing_cycle"]
            try await session.huaweiList(
                "pools", kind == .forward ? "/v1/sim-pools" : "/v1/back-pools",
                query: [("pool_name", name), ("billing_cycle", cycle)],
                ListRendering.Layout(
                    shared
                        + (kind == .forward
                            ? ["flow_total", "flow_used", "flow_left", "quantity"]
                            : ["pool_status", "flow_used", "quantity"])),
                limit: options.limit)
        }
    }
}
