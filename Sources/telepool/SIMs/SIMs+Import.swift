import ArgumentParser
import TelepoolClient
import TelepoolOperator
import TelepoolTerminal

extension SIMsCommand {
    struct Import: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take SIM cards of an order in.",
            discussion: """
                The file is CSV whose first line names the columns, out of \
                iccid,msisdn,imsi,status,activated_at,disassembled_at. The status is testable, inactive, activatable, \
                suspended, in_use or disassembled, or the code of one; times are like 2022-09-22T18:57:15Z. Importing a \
                file again changes nothing, so an import that was cut off is simply made again. The exit code is 3 if some \
                rows were rejected.
                """)

        @Option(help: "The number of the order; it is created if there is none.")
        var order: Int64

        @Option(help: ArgumentHelp("The id of the order's price plan.", valueName: "id"), completion: .plans)
        var plan: String

        @Argument(help: "The file, or - for standard input.", completion: .file())
        var file: String

        @Flag(
            help: """
                Tell what would come of it, and change nothing. Every batch of rows is rehearsed by itself, so a card that \
                stands in two of them counts as accepted in both.
                """)
        var dryRun = false

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let upload = CSVUpload(
                session.client, ImportSIMCards.self, path: ["order_id": "\(order)"],
                query: [("plan_id", plan)] + (dryRun ? [("dry_run", "true")] : []))
            try await ImportFile(path: file, console: session.console).send(through: upload)
        }
    }
}
