import ArgumentParser
import TelepoolClient
import TelepoolJSON
import TelepoolOperator

extension UsageCommand {
    struct Audit: AsyncParsableCommand {
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

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            let answer = try await connection.withClient {
                try await $0.call(AuditUsage.self, query: cycle.map { [("cycle", $0)] } ?? [], body: [])
            }
            guard case .object(let report) = answer, case .array(let rows)? = report["discrepancies"],
                case .boolean(let isExact)? = report["is_exact"]
            else { throw OperatorClient.Failure.unreadableAnswer(status: 200) }
            for case .object(let row) in rows {
                print(["counter", "id", "period", "difference"].map { row.text($0) }.joined(separator: "  "))
            }
            guard isExact else {
                print("\(rows.count) counters are wrong.")
                throw ExitCode.failure
            }
            print("All counters are exact.")
        }
    }
}

extension JSONObject {
    /// A text or a number as it is written; nothing where there is neither.
    func text(_ name: String) -> String {
        switch self[name] {
        case .string(let text), .number(let text): text
        default: ""
        }
    }
}
