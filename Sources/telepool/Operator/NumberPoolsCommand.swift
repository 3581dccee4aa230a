import ArgumentParser
import TelepoolClient
import TelepoolJSON
import TelepoolOperator

/// `telepool number-pools`
struct NumberPoolsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "number-pools", abstract: "Pools of phone numbers.",
        subcommands: [Utilisation.self, Quarantine.self, Delete.self])

    struct Utilisation: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell how the numbers of a pool are used.",
            discussion: "All numbers but cancelled ones are assigned, available, reserved, aging or disabled.")

        @Argument(help: ArgumentHelp("The number of the pool.", valueName: "NP…"))
        var pool: String

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            let answer = try await connection.withClient {
                try await $0.call(ShowNumberPoolUtilisation.self, path: ["number_pool_no": pool], body: [])
            }
            printMembers(of: answer)
        }
    }

    struct Quarantine: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set for how long a released number rests before it can be drawn again.")

        @Argument(help: ArgumentHelp("The number of the pool.", valueName: "NP…"))
        var pool: String

        @Argument(help: "The time in seconds; 0 is no rest.")
        var seconds: Int64

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            var json = JSONWriter()
            json.object { $0.member("seconds", seconds) }
            _ = try await connection.withClient {
                try await $0.call(
                    SetNumberPoolQuarantine.self, path: ["number_pool_no": pool], body: json.bytes)
            }
            print("Numbers of \(pool) rest for \(seconds) seconds.")
        }
    }

    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete a number pool that holds neither numbers nor bindings.")

        @Argument(help: ArgumentHelp("The number of the pool.", valueName: "NP…"))
        var pool: String

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            _ = try await connection.withClient {
                try await $0.call(DeleteNumberPool.self, path: ["number_pool_no": pool], body: [])
            }
            print("Number pool \(pool) is deleted.")
        }
    }
}
