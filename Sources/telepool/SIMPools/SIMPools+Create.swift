import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension SIMPoolsCommand {
    struct Create: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a SIM pool of whole orders.")

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

        @OptionGroup var change: ChangeOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let pool = try await session.call(
                CreateSIMPool.self,
                [
                    "name": .string(name), "order_ids": .array(order.map(JSONValue.integer)),
                    "since": since.map(JSONValue.string), "kind": .string(kind), "policy": .string(policy),
                ], change: change)
            session.done(pool, key: "id", change: change, .simPoolCreated, pool.text("id") ?? "")
        }
    }
}
