import ArgumentParser

/// `telepool audit`
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "The audit log: every change and every refusal.",
        subcommands: [List.self, Export.self, Verify.self])
}

/// Whose log it is about.
struct AuditedAccountOptions: ParsableArguments {
    @Option(help: "The log of this account, by its name; for administrators. (default: one's own account)")
    var account: String?

    @Flag(help: "The log of the installation itself; for administrators.")
    var installation = false

    func validate() throws {
        guard account == nil || !installation else {
            throw ValidationError("--account and --installation exclude each other.")
        }
    }

    var query: [(name: String, value: String)] { account.map { [("account", $0)] } ?? [] }
}

/// Which events.
struct AuditFilterOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only events from this time on.", valueName: "time"))
    var from: String?

    @Option(help: ArgumentHelp("Only events before this time.", valueName: "time"))
    var to: String?

    @Option(help: ArgumentHelp("Only what this user did, by its id.", valueName: "id"))
    var user: String?

    @Option(help: ArgumentHelp("Only this operation, by its name.", valueName: "name"))
    var operation: String?

    @Option(help: ArgumentHelp("Only this outcome: Success, or the code of a refusal.", valueName: "code"))
    var outcome: String?

    @Option(help: ArgumentHelp("Only what changed this thing, such as number_pool:NP….", valueName: "kind:id"))
    var object: String?

    @Option(help: ArgumentHelp("Only this request.", valueName: "id"))
    var requestId: String?

    var query: [(name: String, value: String)] {
        let values = [
            ("from", from), ("to", to), ("user", user), ("operation", operation), ("outcome", outcome),
            ("object", object), ("request_id", requestId),
        ]
        return values.compactMap { name, value in value.map { (name, $0) } }
    }
}
