import ArgumentParser
import TelepoolClient
import TelepoolJSON
import TelepoolOperator

/// `telepool sim-pools`
struct SIMPoolsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sim-pools", abstract: "Pools of SIM cards that share their data.",
        subcommands: [
            Create.self, Show.self, Update.self, AddOrders.self, AddOn.self, AddOns.self, SetStatus.self, Discard.self,
        ])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a SIM pool of whole orders.")

        @Option(help: "The pool's name, at most 100 characters.")
        var name: String

        @Option(help: ArgumentHelp("The number of an order; more than one may be given.", valueName: "number"))
        var order: [Int64]

        @Option(
            help: ArgumentHelp(
                "When the pool begins; usage counts from the beginning of that billing cycle. (default: now)",
                valueName: "time"))
        var since: String?

        @Option(help: "forward: the cards share their data; backward: they are paid for by what they use.")
        var kind = "forward"

        @Option(help: "suspend: the cards stop when the pool has used what it has; allow: nothing happens.")
        var policy = "suspend"

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            var json = JSONWriter()
            json.object {
                $0.member("name", name)
                $0.array("order_ids", order) { json, order in json.integer(order) }
                if let since { $0.member("since", since) }
                $0.member("kind", kind)
                $0.member("policy", policy)
            }
            let answer = try await connection.withClient { try await $0.call(CreateSIMPool.self, body: json.bytes) }
            if case .object(let pool) = answer, case .number(let id)? = pool["id"] {
                print("SIM pool \(id) is created.")
            }
        }
    }
}
