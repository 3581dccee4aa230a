import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension SIMPoolsCommand {
    struct Update: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Rename a SIM pool, or change what happens when it has used what it has.")

        @Argument(help: ArgumentHelp("The id of the pool.", valueName: "pool"), completion: .simPools)
        var id: Int64

        @Option(help: "The pool's name, at most 100 characters.")
        var name: String?

        @Option(help: "suspend: its cards stop until it has more; allow: nothing happens.")
        var policy: String?

        @OptionGroup var change: ChangeOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let members: KeyValuePairs<String, JSONValue?> = [
                "name": name.map(JSONValue.string), "policy": policy.map(JSONValue.string),
            ]
            let pool = try await session.call(
                UpdateSIMPool.self, path: ["sim_pool_id": "\(id)"], members, change: change)
            session.show(pool, key: "id", change: change)
        }
    }
}
