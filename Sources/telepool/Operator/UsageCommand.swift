import ArgumentParser
import TelepoolClient
import TelepoolOperator

/// `telepool usage`
struct UsageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "usage", abstract: "Data that SIM cards have used.", subcommands: [Import.self])

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take usage records in.",
            discussion: """
                The file is CSV whose first line names the columns record_id,iccid,at,bytes; times are like \
                2022-09-22T18:57:15Z. A record_id counts once, however often it comes. The exit code is 3 if some rows \
                were rejected.
                """)

        @Argument(help: "The file, or - for standard input.")
        var file: String

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            try await connection.withClient {
                let upload = CSVUpload($0, ImportUsage.self)
                try await ImportFile(path: file).send(through: upload)
            }
        }
    }
}
