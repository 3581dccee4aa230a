import ArgumentParser
import TelepoolClient
import TelepoolJSON
import TelepoolOperator

/// `telepool number-applications`
struct NumberApplicationsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "number-applications", abstract: "Applications for phone numbers.",
        subcommands: [Approve.self, Reject.self])

    struct Approve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bring numbers for an application and put them into its pool.",
            discussion: """
                The file is CSV as for numbers import; each number has to be of a city that was asked for. As long as some \
                are missing, more can be brought. The exit code is 3 if some rows were rejected.
                """)

        @Argument(help: ArgumentHelp("The application.", valueName: "NA…"))
        var application: String

        @Argument(help: "The file, or - for standard input.")
        var file: String

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            try await connection.withClient {
                let upload = CSVUpload($0, ApproveNumberApplication.self, path: ["apply_bill_id": application])
                try await ImportFile(path: file).send(through: upload)
            }
        }
    }

    struct Reject: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Refuse an application.")

        @Argument(help: ArgumentHelp("The application.", valueName: "NA…"))
        var application: String

        @Option(help: "Why, for the applicant to read.")
        var notes: String

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            var json = JSONWriter()
            json.object { $0.member("notes", notes) }
            _ = try await connection.withClient {
                try await $0.call(
                    RejectNumberApplication.self, path: ["apply_bill_id": application], body: json.bytes)
            }
            print("Application \(application) is refused.")
        }
    }
}
