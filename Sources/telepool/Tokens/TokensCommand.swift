import ArgumentParser

/// `telepool tokens`
struct TokensCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tokens", abstract: "Tokens that stand for users for a day.",
        subcommands: [List.self, Revoke.self])
}
