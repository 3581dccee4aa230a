import ArgumentParser
import TelepoolClient
import TelepoolJSON
import TelepoolOperator

extension NumbersCommand {
    struct Reserve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keep free numbers for somebody for a time.",
            discussion: """
                Names numbers, or asks for so many of the pool. Reserved numbers are never selected; a binding that names one \
                takes it.
                """)

        @Option(help: ArgumentHelp("The number of the pool.", valueName: "NP…"))
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

        @OptionGroup var connection: ConnectionOptions

        func validate() throws {
            guard numbers.isEmpty != (count == nil) else {
                throw ValidationError("Give either the numbers or --count.")
            }
            guard numbers.isEmpty || cityCode == nil && type == nil else {
                throw ValidationError("--city-code and --type go with --count.")
            }
        }

        func run() async throws {
            var json = JSONWriter()
            json.object { object in
                object.member("seconds", seconds)
                object.member("purpose", purpose)
                if !numbers.isEmpty { object.array("numbers", numbers) { json, number in json.string(number) } }
                if let count { object.member("count", count) }
                if let cityCode { object.member("city_code", cityCode) }
                if let type { object.member("type", type) }
            }
            let answer = try await connection.withClient {
                try await $0.call(ReserveNumbers.self, path: ["number_pool_no": pool], body: json.bytes)
            }
            if case .object(let reservation) = answer { printReservation(reservation) }
        }
    }

    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End a reservation before its time.")

        @Argument(help: "The id of the reservation.")
        var reservation: Int64

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            _ = try await connection.withClient {
                try await $0.call(ReleaseNumberReservation.self, path: ["id": "\(reservation)"], body: [])
            }
            print("Reservation \(reservation) is released.")
        }
    }

    struct Reservations: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the reservations of a pool that are in force.",
            discussion: "One line for each: its id, when it expires, what it is for (or a dash), and the numbers.")

        @Option(help: ArgumentHelp("The number of the pool.", valueName: "NP…"))
        var pool: String

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            try await connection.withClient {
                try await $0.forEach(
                    of: "reservations", in: ListNumberReservations.self, path: ["number_pool_no": pool],
                    query: [("limit", "\(ListNumberReservations.greatestLimit)")], printReservation)
            }
        }
    }
}

private func printReservation(_ reservation: JSONObject) {
    guard case .array(let elements)? = reservation["numbers"] else { return }
    let numbers = elements.compactMap { if case .string(let text) = $0 { text } else { nil } }
    let fields = ["id", "expires", "purpose"].map { name in
        let text = reservation.text(name) ?? ""
        return text.isEmpty ? "-" : text
    }
    print((fields + [numbers.joined(separator: " ")]).joined(separator: "  "))
}
