import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension SIMPoolsCommand {
    struct AddOn: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a forward pool more data for this billing cycle.")

        @Argument(help: ArgumentHelp("The id of the pool.", valueName: "pool"), completion: .simPools)
        var id: Int64

        @Option(help: ArgumentHelp("How much.", valueName: "MB"))
        var dataMb: Int64

        @OptionGroup var change: ChangeOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let addOn = try await session.call(
                CreateSIMPoolAddOn.self, path: ["sim_pool_id": "\(id)"], ["data_mb": .integer(dataMb)], change: change)
            session.show(addOn, key: "id", change: change)
        }
    }
}
