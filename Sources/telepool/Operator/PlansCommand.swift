import ArgumentParser
import TelepoolClient
import TelepoolJSON
import TelepoolOperator

/// `telepool plans`
struct PlansCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plans", abstract: "Price plans: what one SIM card gets each month.",
        subcommands: [Create.self, List.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Create a price plan.")

        @Option(help: "The plan's id, at most 36 characters.")
        var id: String

        @Option(help: "The plan's name, at most 128 characters.")
        var name: String

        @Option(help: "mobile, telecom or unicom.")
        var carrier: String

        @Option(
            help: ArgumentHelp("What an activated card adds to its pool each billing cycle, in MB.", valueName: "MB"))
        var dataMb: Int64

        @Option(help: "How many months the plan runs after the activation of a card.")
        var months: Int64

        @Option(help: "What people should know of it, at most 128 characters.")
        var description = ""

        @Option(help: "After how many of --silent-unit an unused card is activated by itself. (default: never)")
        var silentPeriod: Int64?

        @Option(help: "year, month or day.")
        var silentUnit = "month"

        @Option(help: "In fen.")
        var price: Int64 = 0

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            var json = JSONWriter()
            json.object {
                $0.member("id", id)
                $0.member("name", name)
                $0.member("carrier", carrier)
                $0.member("data_mb", dataMb)
                $0.member("months", months)
                $0.member("description", description)
                if let silentPeriod { $0.member("silent_period", silentPeriod) }
                $0.member("silent_unit", silentUnit)
                $0.member("price", price)
            }
            try await connection.withClient { _ = try await $0.call(CreatePricePlan.self, body: json.bytes) }
            print("Price plan \(id) is there.")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the price plans.",
            discussion: "One line for each: its id, its carrier, its data in MB a month, for how many months, its name."
        )

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            try await connection.withClient {
                try await $0.forEach(of: "price_plans", in: ListPricePlans.self) { plan in
                    print(["id", "carrier", "data_mb", "months", "name"].compactMap(plan.text).joined(separator: "  "))
                }
            }
        }
    }
}
