import ArgumentParser
import TelepoolJSON

extension BindingsCommand {
    struct BindAXN: ServerCommand {
        static let configuration = CommandConfiguration(
            commandName: "bind-axn", abstract: "Bind A to a number through which anybody reaches A.")

        @OptionGroup var request: BindingRequest

        @Option(help: "Whom A reaches by calling the number.")
        var b: String?

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let action = request.x == nil ? "SelectNumberAndBindAXN" : "BindAXN"
            try await request.send(action, in: session, ["PhoneNoB": b.map(JSONValue.string)])
        }
    }
}
