import ArgumentParser

/// `telepool sims`
struct SIMsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sims", abstract: "SIM cards.",
        subcommands: [
            List.self, Import.self, Export.self, Show.self, Update.self, Replace.self, Deregister.self, Activate.self,
            Stop.self, Resume.self,
        ])
}
