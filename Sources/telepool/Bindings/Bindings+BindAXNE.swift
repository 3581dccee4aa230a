import ArgumentParser
import TelepoolJSON

extension BindingsCommand {
    struct BindAXNE: ServerCommand {
        static let configuration = CommandConfiguration(
            commandName: "bind-axne", abstract: "Bind A to a number with an extension.")

        @OptionGroup var request: BindingRequest

        @Option(name: .customLong("extension"), help: "The extension, 1 to 8 digits. (default: one is selected)")
        var phoneE: String?

        @Option(help: "Whom A reaches by calling the number.")
        var b: String?

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            try await request.send(
                "BindAXNE", in: session,
                ["PhoneNoE": phoneE.map(JSONValue.string), "PhoneNoB": b.map(JSONValue.string)])
        }
    }
}
