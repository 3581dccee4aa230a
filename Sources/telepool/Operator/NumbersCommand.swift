import ArgumentParser
import TelepoolClient
import TelepoolOperator

/// `telepool numbers`
struct NumbersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "numbers", abstract: "Phone numbers.", subcommands: [Import.self])

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put phone numbers into a number pool.",
            discussion: """
                The file is CSV whose first line is number. A number is in national form (13800138000, 02131075869) or in \
                E.164; importing a file again changes nothing. The exit code is 3 if some rows were rejected.
                """)

        @Option(help: ArgumentHelp("The number of the pool.", valueName: "NP…"))
        var pool: String

        @Argument(help: "The file, or - for standard input.")
        var file: String

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            try await connection.withClient {
                let upload = CSVUpload($0, ImportNumbers.self, path: ["number_pool_no": pool])
                try await ImportFile(path: file).send(through: upload)
            }
        }
    }
}
