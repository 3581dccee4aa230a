import ArgumentParser
import TelepoolJSON

extension BindingsCommand {
    struct BindAXB: ServerCommand {
        static let configuration = CommandConfiguration(
            commandName: "bind-axb", abstract: "Bind A and B through a number.")

        @OptionGroup var request: BindingRequest

        @Option(help: "Party B.")
        var b: String

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let action = request.x == nil ? "SelectNumberAndBindAXB" : "BindAXB"
            try await request.send(action, in: session, ["PhoneNoB": .string(b)])
        }
    }
}
