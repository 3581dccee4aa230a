import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension NumbersCommand {
    struct Find: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a number and the pool that holds it.")

        @Argument(help: "The number.")
        var number: String

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            session.show(try await session.call(ShowNumber.self, path: ["number": number]), key: "number")
        }
    }
}
