import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension SMSCommand {
    struct Claim: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take messages to send; for some seconds no other gateway gets them.",
            discussion: """
                The messages are shown like those of the outbox.
                """)

        @Option(help: "How many at most, 1 to 500.")
        var limit: Int64 = 100

        @Option(help: "For how many seconds, 1 to 3600.")
        var seconds: Int64 = 60

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let answer = try await session.call(
                ClaimSMS.self, ["limit": .integer(limit), "seconds": .integer(seconds)])
            let end = answer["claimed_until"]
            let messages = try answer.elements("messages").map { message in
                var message = message
                if message["claimed_until"] == nil, let end {
                    message.members.append(.init(name: "claimed_until", value: end))
                }
                return message
            }
            try await session.list(SMSCommand.layout) { _ = $0(messages) }
        }
    }
}
