import ArgumentParser
import TelepoolJSON
import TelepoolTerminal

extension NumberPoolsCommand {
    struct Show: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a number pool.")

        @Argument(help: ArgumentHelp("The number or the name of the pool.", valueName: "NP…"), completion: .numberPools)
        var pool: String

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let number = try await session.numberPool(pool)
            let page = try await session.volcengine("NumberPoolList", ["NumberPoolNo": .string(number)])
            guard let found = try page.elements("Records").first else {
                throw CommandError(.notFound, .noNumberPool, pool)
            }
            session.show(found, key: "NumberPoolNo")
        }
    }
}
