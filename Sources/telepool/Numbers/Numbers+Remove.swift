import ArgumentParser
import TelepoolClient
import TelepoolOperator
import TelepoolTerminal

extension NumbersCommand {
    struct Remove: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give phone numbers up; numbers that are bound or reserved stay.",
            discussion: """
                The file is CSV whose first line is number. The exit code is 3 if some rows were rejected.
                """)

        @Argument(help: "The file, or - for standard input.", completion: .file())
        var file: String

        @OptionGroup var change: ChangeOptions

        @OptionGroup var confirmation: ConfirmationOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            if !change.dryRun { try session.console.confirm(confirmation, .confirmNumbers, file) }
            try await ImportFile(path: file, console: session.console).send(
                through: CSVUpload(session.client, RemoveNumbers.self, query: change.query))
        }
    }
}
