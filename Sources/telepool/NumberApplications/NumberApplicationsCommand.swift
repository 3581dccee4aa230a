import ArgumentParser

/// `telepool number-applications`
struct NumberApplicationsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "number-applications", abstract: "Applications for phone numbers.",
        subcommands: [List.self, Approve.self, Reject.self])
}
