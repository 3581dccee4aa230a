import ArgumentParser
import TelepoolClient
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension UsageCommand {
    struct Import: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take usage records in.",
            discussion: """
                The file is CSV whose first line names the columns: record_id; one of iccid, imsi and msisdn; at; bytes, \
                or up_bytes and down_bytes; and source if wanted. Or it is a JSON object a line with members of the same \
                names (.ndjson, .jsonl). Either may be gzip. Times are like 2022-09-22T18:57:15Z. A record_id of a source \
                counts once, however often it comes, so an import that was cut off is simply made again. The exit code \
                is 3 if some rows were rejected.
                """)

        @Argument(help: "The file, or - for standard input.", completion: .file())
        var file: String

        @Option(help: "csv or ndjson. (default: by the name of the file)")
        var format: CSVUpload.Format?

        @Option(help: "Where records come from that do not say so themselves; ids of different sources are different.")
        var source: String?

        @Flag(help: "Show how far it is even if standard error is no terminal.")
        var progress = false

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let upload = CSVUpload(
                session.client, ImportUsage.self, query: source.map { [("source", $0)] } ?? [],
                format: format ?? CSVUpload.Format(fileName: file))
            try await ImportFile(path: file, console: session.console, alwaysShowsProgress: progress).send(
                through: upload)
        }
    }
}
