import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension SIMsCommand {
    struct Replace: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give the holder of a SIM card another one; it keeps its number and its history.")

        @Argument(help: "The ICCID of the card.")
        var iccid: String

        @Option(help: ArgumentHelp("The ICCID of the new card.", valueName: "iccid"))
        var with: String

        @Option(help: "The IMSI of the new card.")
        var imsi: String?

        @OptionGroup var change: ChangeOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let card = try await session.call(
                ReplaceSIMCard.self, path: ["iccid": iccid],
                ["iccid": .string(with), "imsi": imsi.map(JSONValue.string)],
                change: change)
            session.show(card, key: "iccid", change: change)
        }
    }
}
