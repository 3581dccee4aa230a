import ArgumentParser
import TelepoolClient
import TelepoolJSON
import TelepoolOperator

/// `telepool work-orders`
struct WorkOrdersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work-orders", abstract: "What was asked for to be done with SIM cards.",
        subcommands: [Approve.self, Refuse.self, Review.self])

    struct Approve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Approve a work order that waits.")

        @Argument(help: "The id of the work order.")
        var order: Int64

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            try await decide(order, reason: nil, connection)
            print("Work order \(order) is approved.")
        }
    }

    struct Refuse: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Refuse a work order that waits.")

        @Argument(help: "The id of the work order.")
        var order: Int64

        @Option(help: "Why.")
        var reason: String

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            try await decide(order, reason: reason, connection)
            print("Work order \(order) is refused.")
        }
    }

    struct Review: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set whether work orders wait for somebody to approve them.")

        @Argument(help: "automatic or by-hand.")
        var mode: Mode

        @OptionGroup var connection: ConnectionOptions

        enum Mode: String, ExpressibleByArgument {
            case automatic
            case byHand = "by-hand"
        }

        func run() async throws {
            var json = JSONWriter()
            json.object { $0.member("by_hand", mode == .byHand) }
            _ = try await connection.withClient { try await $0.call(SetWorkOrderReview.self, body: json.bytes) }
            print(mode == .byHand ? "Work orders wait for approval." : "Work orders are approved automatically.")
        }
    }
}

private func decide(_ order: Int64, reason: String?, _ connection: ConnectionOptions) async throws {
    var json = JSONWriter()
    json.object {
        $0.member("approve", reason == nil)
        if let reason { $0.member("reason", reason) }
    }
    _ = try await connection.withClient {
        try await $0.call(DecideWorkOrder.self, path: ["work_order_id": "\(order)"], body: json.bytes)
    }
}
