import ArgumentParser

/// `telepool plans`
struct PlansCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plans", abstract: "Price plans: what one SIM card gets each month.",
        subcommands: [Create.self, List.self])
}
