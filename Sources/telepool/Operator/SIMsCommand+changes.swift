import ArgumentParser
import TelepoolClient
import TelepoolJSON
import TelepoolOperator

extension SIMsCommand {
    /// A card that a command is about.
    struct Card: ParsableArguments {
        @Argument(help: "The ICCID of the card.")
        var iccid: String

        @OptionGroup var connection: ConnectionOptions

        /// Calls an operation on the card and shows its answer.
        func show<Operation: OperatorOperation>(_ operation: Operation.Type, body: [UInt8] = []) async throws {
            printMembers(
                of: try await connection.withClient {
                    try await $0.call(operation, path: ["iccid": iccid], body: body)
                })
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a SIM card.")

        @OptionGroup var card: Card

        func run() async throws { try await card.show(ShowSIMCard.self) }
    }

    struct Update: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say of a SIM card what its carrier knows.",
            discussion: "The five options of a card for three networks come together.")

        @OptionGroup var card: Card

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

        func run() async throws {
            var json = JSONWriter()
            json.object {
                if let realNamed { $0.member("real_named", realNamed) }
                if let iccidMobile { $0.member("iccid_mobile", iccidMobile) }
                if let iccidUnicom { $0.member("iccid_unicom", iccidUnicom) }
                if let iccidTelecom { $0.member("iccid_telecom", iccidTelecom) }
                if let networkVersion { $0.member("version", networkVersion) }
                if let onlineCarrier { $0.member("online_carrier", onlineCarrier) }
            }
            try await card.show(UpdateSIMCard.self, body: json.bytes)
        }
    }

    struct Replace: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give the holder of a SIM card another one; it keeps its number and its history.")

        @OptionGroup var card: Card

        @Option(help: ArgumentHelp("The ICCID of the new card.", valueName: "iccid"))
        var with: String

        @Option(help: "The IMSI of the new card.")
        var imsi: String?

        func run() async throws {
            var json = JSONWriter()
            json.object {
                $0.member("iccid", with)
                if let imsi { $0.member("imsi", imsi) }
            }
            try await card.show(ReplaceSIMCard.self, body: json.bytes)
        }
    }

    struct Deregister: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Deregister SIM cards for good.",
            discussion: """
                The file is CSV whose first line is iccid. A pool without any other cards is discarded. The exit code is 3 \
                if some rows were rejected.
                """)

        @Argument(help: "The file, or - for standard input.")
        var file: String

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            try await connection.withClient {
                try await ImportFile(path: file).send(through: CSVUpload($0, DeregisterSIMCards.self))
            }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write SIM cards as CSV, as they can be imported.",
            discussion: "All cards, or those of one order, in the order in which they came.")

        @Option(help: "The number of an order.")
        var order: Int64?

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            let columns = ["iccid", "msisdn", "imsi", "status", "activated_at", "disassembled_at"]
            try await connection.withClient {
                try await $0.export(
                    "sim_cards", in: ListSIMCards.self, columns: columns,
                    query: [("limit", "\(ListSIMCards.greatestLimit)")] + (order.map { [("order_id", "\($0)")] } ?? []))
            }
        }
    }
}
