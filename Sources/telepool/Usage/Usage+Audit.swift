import ArgumentParser
import TelepoolClient
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension UsageCommand {
    struct Audit: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Recompute the counters of usage and compare them to the byte.",
            discussion: """
                Days of cards are compared with the records that are still kept, cycles with days, pools with cards, the \
                members of pools with the cards of their orders, and closed cycles with their checksums. Each counter that \
                is wrong is a line: which counter, of which card or pool, on which day or in which cycle, and how much \
                more there is than it says. The exit code is 1 if there is one.
                """)

        @Option(help: ArgumentHelp("Only this billing cycle. (default: all)", valueName: "yyyy-MM"))
        var cycle: String?

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let report = try await session.call(AuditUsage.self, query: cycle.map { [("cycle", $0)] } ?? [])
            let rows = try report.elements("discrepancies")
            guard case .boolean(let isExact)? = report["is_exact"] else {
                throw OperatorClient.Failure.unreadableAnswer(status: 200)
            }
            if session.console.format != .table || !isExact {
                try await session.list(ListRendering.Layout(["counter", "id", "period", "difference"], key: "id")) {
                    _ = $0(rows)
                }
            }
            guard isExact else {
                session.console.say(.countersWrong, rows.count)
                throw ExitCode(ExitStatus.failure.rawValue)
            }
            session.console.say(.countersExact)
        }
    }
}
