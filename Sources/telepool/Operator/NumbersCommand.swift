import ArgumentParser
import Foundation
import TelepoolClient
import TelepoolJSON
import TelepoolOperator

/// `telepool numbers`
struct NumbersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "numbers", abstract: "Phone numbers.",

        subcommands: [
            Import.self, Export.self, Move.self, Remove.self, Find.self, History.self, Reserve.self, Release.self,
            Reservations.self,
        ])

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put phone numbers into a number pool.",
            discussion: """
                The file is CSV. Its first line names the columns: number, or first and last for ranges; and, as wanted, \
                type (mobile or landline), city_code (the area code), purchase_time and qualification_no. A number is in \
                national form (13800138000, 02131075869) or in E.164. Importing a file again changes nothing, so an import \
                that was cut off is simply made again. The exit code is 3 if some rows were rejected.
                """)

        @Option(help: ArgumentHelp("The number of the pool.", valueName: "NP…"))
        var pool: String

        @Argument(help: "The file, or - for standard input.")
        var file: String

        @Flag(
            help: """
                Tell what would come of it, and change nothing. Every batch of rows is rehearsed by itself, so a number that \
                stands in two of them counts as accepted in both.
                """)
        var dryRun = false

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            try await connection.withClient {
                let upload = CSVUpload(
                    $0, ImportNumbers.self, path: ["number_pool_no": pool],
                    query: dryRun ? [("dry_run", "true")] : [])
                try await ImportFile(path: file).send(through: upload)
            }
        }
    }

    struct Move: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Move phone numbers into another pool; numbers that are bound or reserved stay where they are.",
            discussion: "The file is CSV whose first line is number. The exit code is 3 if some rows were rejected.")

        @Option(help: ArgumentHelp("The number of the pool that they go to.", valueName: "NP…"))
        var to: String

        @Argument(help: "The file, or - for standard input.")
        var file: String

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            try await connection.withClient {
                let upload = CSVUpload($0, MoveNumbers.self, path: ["number_pool_no": to])
                try await ImportFile(path: file).send(through: upload)
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give phone numbers up; numbers that are bound or reserved stay.",
            discussion: "The file is CSV whose first line is number. The exit code is 3 if some rows were rejected.")

        @Argument(help: "The file, or - for standard input.")
        var file: String

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            try await connection.withClient {
                try await ImportFile(path: file).send(through: CSVUpload($0, RemoveNumbers.self))
            }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the numbers of a pool as CSV, as they can be imported.")

        @Option(help: ArgumentHelp("The number of the pool.", valueName: "NP…"))
        var pool: String

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            let columns = ["number", "type", "city_code", "purchase_time", "qualification_no"]
            try await connection.withClient {
                try await $0.export(
                    "numbers", in: ListNumbers.self, columns: columns, path: ["number_pool_no": pool],
                    query: [("limit", "\(ListNumbers.greatestLimit)")])
            }
        }
    }

    struct Find: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a number and the pool that holds it.")

        @Argument(help: "The number.")
        var number: String

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            let answer = try await connection.withClient {
                try await $0.call(ShowNumber.self, path: ["number": number], body: [])
            }
            printMembers(of: answer)
        }
    }
}

/// Writes the members of an answer that are single values, a line each.
func printMembers(of answer: JSONValue) {
    guard case .object(let object) = answer else { return }
    for member in object.members {
        switch member.value {
        case .string(let text), .number(let text): print("\(member.name): \(text)")
        default: break
        }
    }
}

extension NumbersCommand {
    struct History: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the bindings that a number has had, newest first.",
            discussion: "One line for each: when it began, when it ended (or a dash), its kind, A and B.")

        @Argument(help: "The number.")
        var number: String

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            try await connection.withClient { client in
                var shown = 0
                while true {
                    let answer = try await client.call(
                        ListNumberBindings.self, path: ["number": number],
                        query: [("offset", "\(shown)"), ("limit", "\(ListNumberBindings.greatestLimit)")], body: [])
                    guard case .object(let page) = answer, case .array(let bindings)? = page["bindings"],
                        !bindings.isEmpty
                    else { return }
                    for case .object(let binding) in bindings {
                        let fields = ["from", "to", "kind", "phone_a", "phone_b"].map { name in
                            if case .string(let text)? = binding[name], !text.isEmpty { text } else { "-" }
                        }
                        print(fields.joined(separator: "  "))
                    }
                    shown += bindings.count
                }
            }
        }
    }
}
