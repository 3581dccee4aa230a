import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension NumberPoolsCommand {
    struct Quarantine: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set for how long a released number rests before it can be drawn again.")

        @Argument(help: ArgumentHelp("The number or the name of the pool.", valueName: "NP…"), completion: .numberPools)
        var pool: String

        @Argument(help: "The time in seconds; 0 is no rest.")
        var seconds: Int64

        @OptionGroup var change: ChangeOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let number = try await session.numberPool(pool)
            let answer = try await session.call(
                SetNumberPoolQuarantine.self, path: ["number_pool_no": number], ["seconds": .integer(seconds)],
                change: change)
            session.done(answer, change: change, .numberPoolQuarantine, number, seconds)
        }
    }
}
