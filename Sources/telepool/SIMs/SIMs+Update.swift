import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension SIMsCommand {
    struct Update: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say of a SIM card what its carrier knows.",
            discussion: """
                The five options of a card for three networks come together.
                """)

        @Argument(help: "The ICCID of the card.")
        var iccid: String

        @Flag(inversion: .prefixedNo, help: "Whether its holder's name is registered.")
        var realNamed: Bool?

        @Option(help: "The ICCID in the network of China Mobile.")
        var iccidMobile: String?

        @Option(help: "The ICCID in the network of China Unicom.")
        var iccidUnicom: String?

        @Option(help: "The ICCID in the network of China Telecom.")
        var iccidTelecom: String?

        @Option(help: ArgumentHelp("1 with the vendor's software in the device, 2 without.", valueName: "version"))
        var networkVersion: Int64?

        @Option(help: "The network that it uses: mobile, telecom or unicom.")
        var onlineCarrier: String?

        @OptionGroup var change: ChangeOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let members: KeyValuePairs<String, JSONValue?> = [
                "real_named": realNamed.map(JSONValue.boolean), "iccid_mobile": iccidMobile.map(JSONValue.string),
                "iccid_unicom": iccidUnicom.map(JSONValue.string), "iccid_telecom": iccidTelecom.map(JSONValue.string),
                "version": networkVersion.map(JSONValue.integer), "online_carrier": onlineCarrier.map(JSONValue.string),
            ]
            let card = try await session.call(UpdateSIMCard.self, path: ["iccid": iccid], members, change: change)
            session.show(card, key: "iccid", change: change)
        }
    }
}
