import ArgumentParser

/// `telepool numbers`
struct NumbersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "numbers", abstract: "Phone numbers.",
        subcommands: [
            List.self, Import.self, Export.self, Move.self, Remove.self, Find.self, History.self, Enable.self,
            Disable.self, Reserve.self, Release.self, Reservations.self,
        ])
}
