import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension SIMsCommand {
    struct Show: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a SIM card.")

        @Argument(help: "The ICCID of the card.")
        var iccid: String

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            session.show(try await session.call(ShowSIMCard.self, path: ["iccid": iccid]), key: "iccid")
        }
    }
}
