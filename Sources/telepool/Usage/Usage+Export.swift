import ArgumentParser
import TelepoolOperator
import TelepoolTerminal

extension UsageCommand {
    struct Export: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write usage as CSV.",
            discussion: """
                By pool: sim_pool_id, sim_pool_name, carrier, cycle, used_bytes. By card: iccid, msisdn, imsi, \
                sim_pool_id, cycle, used_bytes, where the pool is the one that the usage counts for. By day: iccid, day, \
                cycle, up_bytes, down_bytes, a line for each card and day of Beijing. A text that a spreadsheet might take \
                for a formula stands behind an apostrophe. Another form is written only where --output asks for it.
                """)

        enum Grouping: String, ExpressibleByArgument, CaseIterable {
            case pool, card, day
        }

        @Option(help: "pool, card or day.")
        var by: Grouping

        @Option(help: ArgumentHelp("Only this billing cycle. (default: all)", valueName: "yyyy-MM"))
        var cycle: String?

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            switch by {
            case .pool:
                try await write(
                    ListPoolUsage.self, ["sim_pool_id", "sim_pool_name", "carrier", "cycle", "used_bytes"], session)
            case .card:
                try await write(
                    ListCardUsage.self, ["iccid", "msisdn", "imsi", "sim_pool_id", "cycle", "used_bytes"], session)
            case .day:
                try await write(ListDayUsage.self, ["iccid", "day", "cycle", "up_bytes", "down_bytes"], session)
            }
        }

        /// The columns are members of what is listed.
        private func write<Operation: OperatorOperation>(
            _ operation: Operation.Type, _ columns: [String], _ session: Session
        ) async throws {
            try await session.list(
                "usage", in: operation, ListRendering.Layout(columns, isForSpreadsheets: true), format: .csv,
                query: cycle.map { [("cycle", $0)] } ?? [], pageSize: UsagePage.greatestLimit)
        }
    }
}
