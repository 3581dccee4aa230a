import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension SMSCommand {
    struct ReportResult: ServerCommand {
        static let configuration = CommandConfiguration(
            commandName: "result", abstract: "Tell what came of a message; what was told first stands.")

        @Argument(help: "The id of the message.")
        var message: Int64

        @Argument(help: "delivered or failed.")
        var status: String

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let answer = try await session.call(
                ReportSMSResult.self, path: ["id": "\(message)"], ["status": .string(status)])
            session.show(answer, key: "id")
        }
    }
}
