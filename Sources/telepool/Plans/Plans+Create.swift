import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension PlansCommand {
    struct Create: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create a price plan.")

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

        @OptionGroup var change: ChangeOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let plan = try await session.call(
                CreatePricePlan.self,
                [
                    "id": .string(id), "name": .string(name), "carrier": .string(carrier), "data_mb": .integer(dataMb),
                    "months": .integer(months), "description": .string(description),
                    "silent_period": silentPeriod.map(JSONValue.integer), "silent_unit": .string(silentUnit),
                    "price": .integer(price),
                ], change: change)
            session.done(plan, key: "id", change: change, .planCreated, id)
        }
    }
}
