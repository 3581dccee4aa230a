import ArgumentParser

/// `telepool db`
struct DatabaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "db", abstract: "Databases.", subcommands: [Copy.self])
}
