import ArgumentParser
import TelepoolClient
import TelepoolOperator

/// `telepool number-pools`
struct NumberPoolsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "number-pools", abstract: "Pools of phone numbers.", subcommands: [Delete.self])

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
