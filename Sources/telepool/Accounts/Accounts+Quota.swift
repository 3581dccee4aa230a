import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension AccountsCommand {
    struct Quota: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set what an account may have; what is left out is not limited. For administrators.")

        @Argument(help: "The id of the account, as the list shows it.")
        var domainId: String

        @Option var numberPools: Int64?
        @Option var numbers: Int64?
        @Option var simPools: Int64?
        @Option var simCards: Int64?
        @Option(help: "Calls in a second, on each node.")
        var requestsPerSecond: Int64?
        @Option(help: "Usage records in a second, on each node.")
        var recordsPerSecond: Int64?

        @OptionGroup var change: ChangeOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let quota: [(String, Int64?)] = [
                ("number_pools", numberPools), ("numbers", numbers), ("sim_pools", simPools), ("sim_cards", simCards),
                ("requests_per_second", requestsPerSecond), ("records_per_second", recordsPerSecond),
            ]
            let members = quota.compactMap { name, limit in
                limit.map { JSONObject.Member(name: name, value: .integer($0)) }
            }
            let answer = try await session.call(
                SetAccountQuota.self, path: ["domain_id": domainId], body: JSONObject(members: members), change: change)
            session.show(answer, key: "domain_id", change: change)
        }
    }
}
