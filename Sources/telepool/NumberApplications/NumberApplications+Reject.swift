import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension NumberApplicationsCommand {
    struct Reject: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Refuse an application.")

        @Argument(help: ArgumentHelp("The application.", valueName: "NA…"))
        var application: String

        @Option(help: "Why, for the applicant to read.")
        var notes: String

        @OptionGroup var change: ChangeOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let answer = try await session.call(
                RejectNumberApplication.self, path: ["apply_bill_id": application], ["notes": .string(notes)],
                change: change)
            session.done(answer, change: change, .applicationRefused, application)
        }
    }
}
