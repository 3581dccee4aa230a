import ArgumentParser
import TelepoolJSON
import TelepoolTerminal

extension NumberPoolsCommand {
    struct Create: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create an empty number pool.")

        @Option(help: "The pool's name, at most 32 characters.")
        var name: String

        @Option(help: "What its numbers are for.")
        var type: NumberPoolType

        @OptionGroup var change: ChangeOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let pool = try await session.volcengine(
                "CreateNumberPool",
                ["Name": .string(name), "ServiceType": .integer(type.service), "SubServiceType": .integer(type.code)],
                change: change)
            session.done(
                pool, key: "NumberPoolNo", change: change, .numberPoolCreated, pool.text("NumberPoolNo") ?? "")
        }
    }
}
