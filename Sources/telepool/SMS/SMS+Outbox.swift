import ArgumentParser
import TelepoolOperator
import TelepoolTerminal

extension SMSCommand {
    struct Outbox: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the messages that have still to be sent, oldest first.")

        @OptionGroup var options: ListOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            try await session.list(
                "messages", in: ListSMSOutbox.self, SMSCommand.layout, limit: options.limit, after: "0",
                pageSize: ListSMSOutbox.greatestLimit)
        }
    }
}
