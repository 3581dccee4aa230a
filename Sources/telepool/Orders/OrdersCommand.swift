import ArgumentParser

/// `telepool orders`
struct OrdersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orders", abstract: "Orders: batches of SIM cards of one price plan.",
        subcommands: [List.self])
}
