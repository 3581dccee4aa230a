import ArgumentParser

/// `telepool work-orders`
struct WorkOrdersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work-orders", abstract: "What was asked for to be done with SIM cards.",
        subcommands: [List.self, Details.self, Approve.self, Refuse.self, Review.self])
}
