import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension NumbersCommand {
    struct Reserve: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keep free numbers for somebody for a time.",
            discussion: """
                Names numbers, or asks for so many of the pool. Reserved numbers are never selected; a binding that names one \
                takes it.
                """)

        @Option(help: ArgumentHelp("The number or the name of the pool.", valueName: "NP…"), completion: .numberPools)
        var pool: String

        @Option(help: "For how many seconds.")
        var seconds: Int64

        @Option(help: "Whom or what they are for.")
        var purpose = ""

        @Option(help: "How many, where no numbers are named.")
        var count: Int64?

        @Option(help: "The area code of their city, where no numbers are named.")
        var cityCode: String?

        @Option(help: "mobile or landline, where no numbers are named.")
        var type: String?

        @Argument(help: "The numbers.")
        var numbers: [String] = []

        @OptionGroup var change: ChangeOptions

        func validate() throws {
            guard numbers.isEmpty != (count == nil) else {
                throw ValidationError("Give either the numbers or --count.")
            }
            guard numbers.isEmpty || cityCode == nil && type == nil else {
                throw ValidationError("--city-code and --type go with --count.")
            }
        }

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let answer = try await session.call(
                ReserveNumbers.self, path: ["number_pool_no": try await session.numberPool(pool)],
                [
                    "seconds": .integer(seconds), "purpose": .string(purpose),
                    "numbers": numbers.isEmpty ? nil : .array(numbers.map(JSONValue.string)),
                    "count": count.map(JSONValue.integer), "city_code": cityCode.map(JSONValue.string),
                    "type": type.map(JSONValue.string),
                ], change: change)
            session.show(answer, key: "id", change: change)
        }
    }
}
