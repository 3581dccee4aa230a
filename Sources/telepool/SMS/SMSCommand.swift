import ArgumentParser
import TelepoolOperator

/// `telepool sms`
struct SMSCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sms", abstract: "Short messages that a gateway has to send.",
        subcommands: [Outbox.self, Claim.self, ReportResult.self])
}
