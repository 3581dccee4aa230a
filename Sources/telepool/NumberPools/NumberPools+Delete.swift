import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension NumberPoolsCommand {
    struct Delete: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete a number pool that holds neither numbers nor bindings.")

        @Argument(help: ArgumentHelp("The number or the name of the pool.", valueName: "NP…"), completion: .numberPools)
        var pool: String

        @OptionGroup var change: ChangeOptions

        @OptionGroup var confirmation: ConfirmationOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let number = try await session.numberPool(pool)
            if !change.dryRun { try session.console.confirm(confirmation, .confirmNumberPool, number) }
            let answer = try await session.call(
                DeleteNumberPool.self, path: ["number_pool_no": number], change: change)
            session.done(answer, change: change, .numberPoolDeleted, number)
        }
    }
}
