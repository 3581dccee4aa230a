import ArgumentParser
import TelepoolClient
import TelepoolOperator
import TelepoolTerminal

extension SIMsCommand {
    struct Deregister: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Deregister SIM cards for good.",
            discussion: """
                The file is CSV whose first line is iccid. A pool without any other cards is discarded. The exit code is 3 \
                if some rows were rejected.
                """)

        @Argument(help: "The file, or - for standard input.", completion: .file())
        var file: String

        @OptionGroup var change: ChangeOptions

        @OptionGroup var confirmation: ConfirmationOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            if !change.dryRun { try session.console.confirm(confirmation, .confirmSIMs, file) }
            try await ImportFile(path: file, console: session.console).send(
                through: CSVUpload(session.client, DeregisterSIMCards.self, query: change.query))
        }
    }
}
