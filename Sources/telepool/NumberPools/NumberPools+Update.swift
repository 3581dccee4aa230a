import ArgumentParser
import TelepoolJSON
import TelepoolTerminal

extension NumberPoolsCommand {
    struct Update: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Rename a number pool, or change what its numbers are for.")

        @Argument(help: ArgumentHelp("The number or the name of the pool.", valueName: "NP…"), completion: .numberPools)
        var pool: String

        @Option(help: "The pool's name, at most 31 characters.")
        var name: String?

        @Option(help: "What its numbers are for.")
        var type: NumberPoolType?

        @OptionGroup var change: ChangeOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let number = try await session.numberPool(pool)
            let answer = try await session.volcengine(
                "UpdateNumberPool",
                [
                    "NumberPoolNo": .string(number), "Name": name.map(JSONValue.string),
                    "ServiceType": (type?.service).map(JSONValue.integer),
                    "SubServiceType": (type?.code).map(JSONValue.integer),
                ], change: change)
            session.done(answer, change: change, .numberPoolUpdated, number)
        }
    }
}
