import ArgumentParser
import TelepoolClient
import TelepoolJSON
import TelepoolOperator

/// `telepool plans`
struct PlansCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plans", abstract: "Price plans: what one SIM card gets each month.", subcommands: [Create.self])

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

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            var json = JSONWriter()
            json.object {
                $0.member("id", id)
                $0.member("name", name)
                $0.member("carrier", carrier)
                $0.member("data_mb", dataMb)
                $0.member("months", months)
            }
            try await connection.withClient { _ = try await $0.call(CreatePricePlan.self, body: json.bytes) }
            print("Price plan \(id) is there.")
        }
    }
}
