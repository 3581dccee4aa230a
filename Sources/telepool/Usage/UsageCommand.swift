import ArgumentParser

/// `telepool usage`
struct UsageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "usage", abstract: "Data that SIM cards have used.",
        subcommands: [Import.self, Audit.self, Export.self])
}
