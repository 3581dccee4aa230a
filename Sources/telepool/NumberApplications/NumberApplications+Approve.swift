import ArgumentParser
import TelepoolClient
import TelepoolOperator
import TelepoolTerminal

extension NumberApplicationsCommand {
    struct Approve: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bring numbers for an application and put them into its pool.",
            discussion: """
                The file is CSV as for numbers import; each number has to be of a city that was asked for. As long as some \
                are missing, more can be brought. The exit code is 3 if some rows were rejected.
                """)

        @Argument(help: ArgumentHelp("The application.", valueName: "NA…"))
        var application: String

        @Argument(help: "The file, or - for standard input.", completion: .file())
        var file: String

        @OptionGroup var change: ChangeOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let upload = CSVUpload(
                session.client, ApproveNumberApplication.self, path: ["apply_bill_id": application], query: change.query
            )
            try await ImportFile(path: file, console: session.console).send(through: upload)
        }
    }
}
