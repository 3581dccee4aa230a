import ArgumentParser

/// `telepool accounts`
struct AccountsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accounts", abstract: "Accounts: tenants that see nothing of each other.",
        subcommands: [Create.self, List.self, Show.self, Update.self, Quota.self])
}
