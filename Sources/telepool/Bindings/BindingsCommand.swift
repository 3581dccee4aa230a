import ArgumentParser

/// `telepool bindings`
struct BindingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bindings", abstract: "Bindings: who is reached through which number.",
        subcommands: [List.self, Show.self, BindAXB.self, BindAXN.self, BindAXNE.self, BindAXYB.self, Unbind.self])
}
