import ArgumentParser

/// `telepool keys`
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Access keys, and the master key that their secrets are sealed with.",
        subcommands: [Create.self, List.self, Update.self, Limit.self, Delete.self, RotateMaster.self])
}
