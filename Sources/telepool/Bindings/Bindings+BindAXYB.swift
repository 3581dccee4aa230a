import ArgumentParser
import TelepoolJSON

extension BindingsCommand {
    struct BindAXYB: ServerCommand {
        static let configuration = CommandConfiguration(
            commandName: "bind-axyb", abstract: "Bind A to a number X, and B to a number Y by which A sees B.")

        @OptionGroup var request: BindingRequest

        @Option(
            help: ArgumentHelp("The number or the name of the pool of Y.", valueName: "NP…"), completion: .numberPools)
        var poolY: String

        @Option(help: "Party B.")
        var b: String?

        @Option(help: "The number Y to bind. (default: one is selected)")
        var y: String?

        @Option(help: "For how many seconds B stays bound to Y.")
        var ybSeconds: Int64

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            try await request.send(
                "BindAXYB", in: session,
                [
                    "NumberPoolNoY": .string(try await session.numberPool(poolY)), "PhoneNoB": b.map(JSONValue.string),
                    "PhoneNoY": y.map(JSONValue.string), "YbEnableDuration": .integer(ybSeconds),
                ])
        }
    }
}
