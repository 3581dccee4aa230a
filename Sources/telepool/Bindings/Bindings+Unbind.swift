import ArgumentParser
import TelepoolJSON
import TelepoolTerminal

extension BindingsCommand {
    struct Unbind: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a binding.")

        @Argument(help: ArgumentHelp("The id of the binding.", valueName: "binding"))
        var binding: String

        @Option(help: ArgumentHelp("The number or the name of the pool.", valueName: "NP…"), completion: .numberPools)
        var pool: String

        @Option(help: "axb, axn, axne or axyb. (default: as the pool is)")
        var kind: Kind?

        @OptionGroup var change: ChangeOptions

        @OptionGroup var confirmation: ConfirmationOptions

        enum Kind: String, ExpressibleByArgument, CaseIterable {
            case axb, axn, axne, axyb
        }

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let number = try await session.numberPool(pool)
            if !change.dryRun { try session.console.confirm(confirmation, .confirmUnbind, binding) }
            var name = kind?.rawValue.uppercased()
            if name == nil {
                let page = try await session.volcengine("NumberPoolList", ["NumberPoolNo": .string(number)])
                name = try page.elements("Records").first?.text("SubServiceTypeName")
            }
            let answer = try await session.volcengine(
                "Unbind\(name == "PAXYB" ? "AXYB" : name ?? "AXB")V2",
                ["NumberPoolNo": .string(number), "SubId": .string(binding)], change: change)
            session.done(answer, change: change, .unbound, binding)
        }
    }
}
