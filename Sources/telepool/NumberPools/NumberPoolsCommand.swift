import ArgumentParser

/// `telepool number-pools`
struct NumberPoolsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "number-pools", abstract: "Pools of phone numbers.",
        subcommands: [List.self, Create.self, Show.self, Update.self, Utilisation.self, Quarantine.self, Delete.self])
}
