import ArgumentParser
import TelepoolClient
import TelepoolJSON
import TelepoolOperator

extension SIMPoolsCommand {
    /// A pool that a command is about.
    struct Pool: ParsableArguments {
        @Argument(help: ArgumentHelp("The id of the pool.", valueName: "pool"))
        var id: Int64

        @OptionGroup var connection: ConnectionOptions

        /// Calls an operation on the pool and shows its answer.
        func show<Operation: OperatorOperation>(_ operation: Operation.Type, body: [UInt8] = []) async throws {
            printMembers(
                of: try await connection.withClient {
                    try await $0.call(operation, path: ["sim_pool_id": "\(id)"], body: body)
                })
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a SIM pool.")

        @OptionGroup var pool: Pool

        func run() async throws { try await pool.show(ShowSIMPool.self) }
    }

    struct Update: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Rename a SIM pool, or change what happens when it has used what it has.")

        @OptionGroup var pool: Pool

        @Option(help: "The pool's name, at most 100 characters.")
        var name: String?

        @Option(help: "suspend: its cards stop until it has more; allow: nothing happens.")
        var policy: String?

        func run() async throws {
            var json = JSONWriter()
            json.object {
                if let name { $0.member("name", name) }
                if let policy { $0.member("policy", policy) }
            }
            try await pool.show(UpdateSIMPool.self, body: json.bytes)
        }
    }

    struct AddOrders: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let further whole orders join, from this billing cycle on.")

        @OptionGroup var pool: Pool

        @Option(help: ArgumentHelp("The number of an order; more than one may be given.", valueName: "number"))
        var order: [Int64]

        func run() async throws {
            var json = JSONWriter()
            json.object { $0.array("order_ids", order) { json, order in json.integer(order) } }
            try await pool.show(AddSIMPoolOrders.self, body: json.bytes)
        }
    }

    struct AddOn: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a forward pool more data for this billing cycle.")

        @OptionGroup var pool: Pool

        @Option(help: ArgumentHelp("How much.", valueName: "MB"))
        var dataMb: Int64

        func run() async throws {
            var json = JSONWriter()
            json.object { $0.member("data_mb", dataMb) }
            try await pool.show(CreateSIMPoolAddOn.self, body: json.bytes)
        }
    }

    struct AddOns: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the add-ons of a SIM pool, oldest first.",
            discussion: "One line for each: its id, its billing cycle, MB, and when it came.")

        @OptionGroup var pool: Pool

        func run() async throws {
            try await pool.connection.withClient {
                try await $0.forEach(of: "add_ons", in: ListSIMPoolAddOns.self, path: ["sim_pool_id": "\(pool.id)"]) {
                    print(["id", "billing_cycle", "data_mb", "created"].compactMap($0.text).joined(separator: "  "))
                }
            }
        }
    }

    struct SetStatus: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stop a backward pool, discard it, or take it into use again.")

        @OptionGroup var pool: Pool

        @Argument(help: "in_use, stopped or discarded.")
        var status: String

        func run() async throws {
            var json = JSONWriter()
            json.object { $0.member("status", status) }
            try await pool.show(SetBackPoolStatus.self, body: json.bytes)
        }
    }

    struct Discard: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Discard a SIM pool whose cards are all deregistered.")

        @OptionGroup var pool: Pool

        func run() async throws { try await pool.show(DiscardSIMPool.self) }
    }
}
