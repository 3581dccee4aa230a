import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension NumberPoolsCommand {
    struct Utilisation: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell how the numbers of a pool are used.",
            discussion: """
                All numbers but cancelled ones are assigned, available, reserved, aging or disabled.
                """)

        @Argument(help: ArgumentHelp("The number or the name of the pool.", valueName: "NP…"), completion: .numberPools)
        var pool: String

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let number = try await session.numberPool(pool)
            session.show(try await session.call(ShowNumberPoolUtilisation.self, path: ["number_pool_no": number]))
        }
    }
}
