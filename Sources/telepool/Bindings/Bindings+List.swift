import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension BindingsCommand {
    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List bindings, newest first.")

        @Option(
            help: ArgumentHelp("Only those of this pool, by its number or name.", valueName: "NP…"),
            completion: .numberPools)
        var pool: String?

        @Option(help: "Only those of this party A.")
        var a: String?

        @Option(help: "Only those of this party B.")
        var b: String?

        @Option(help: "Only those through this number.")
        var x: String?

        @Option(help: "Only those that are in force (live), or that have ended.")
        var status: Status?

        @OptionGroup var options: ListOptions

        enum Status: String, ExpressibleByArgument, CaseIterable {
            case live, ended
        }

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            var number: String?
            if let pool { number = try await session.numberPool(pool) }
            try await session.volcengineList(
                "QuerySubscriptionForList",
                [
                    "NumberPoolNo": number.map(JSONValue.string), "PhoneNoA": a.map(JSONValue.string),
                    "PhoneNoB": b.map(JSONValue.string), "PhoneNoX": x.map(JSONValue.string),
                    "Status": status.map { $0 == .live ? 1 : 0 },
                ], ListRendering.Layout(["SubId", "PhoneNoA", "PhoneNoB", "PhoneNoX", "Status", "ExpireTime"]),
                limit: options.limit)
        }
    }
}
