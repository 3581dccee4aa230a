import ArgumentParser
import TelepoolClient
import TelepoolOperator
import TelepoolTerminal

extension NumbersCommand {
    struct Import: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put phone numbers into a number pool.",
            discussion: """
                The file is CSV. Its first line names the columns: number, or first and last for ranges; and, as wanted, \
                type (mobile or landline), city_code (the area code), purchase_time and qualification_no. A number is in \
                national form (13800138000, 02131075869) or in E.164. Importing a file again changes nothing, so an import \
                that was cut off is simply made again. The exit code is 3 if some rows were rejected.
                """)

        @Option(help: ArgumentHelp("The number or the name of the pool.", valueName: "NP…"), completion: .numberPools)
        var pool: String

        @Argument(help: "The file, or - for standard input.", completion: .file())
        var file: String

        @Flag(
            help: """
                Tell what would come of it, and change nothing. Every batch of rows is rehearsed by itself, so a number that \
                stands in two of them counts as accepted in both.
                """)
        var dryRun = false

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let upload = CSVUpload(
                session.client, ImportNumbers.self, path: ["number_pool_no": try await session.numberPool(pool)],
                query: dryRun ? [("dry_run", "true")] : [])
            try await ImportFile(path: file, console: session.console).send(through: upload)
        }
    }
}
