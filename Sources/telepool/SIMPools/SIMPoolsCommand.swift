import ArgumentParser
import TelepoolOperator

/// `telepool sim-pools`
struct SIMPoolsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sim-pools", abstract: "Pools of SIM cards that share their data.",
        subcommands: [
            List.self, Members.self, Create.self, Show.self, Update.self, AddOrders.self, AddOn.self, AddOns.self,
            SetStatus.self, Discard.self,
        ])
}
