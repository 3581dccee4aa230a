import ArgumentParser

/// A command that calls a server.
protocol ServerCommand: AsyncParsableCommand {
    var server: ServerOptions { get }

    func run(in session: Session) async throws
}

extension ServerCommand {
    func run() async throws {
        try await server.withSession { try await run(in: $0) }
    }
}

/// Of a command that changes something.
struct ChangeOptions: ParsableArguments {
    @Flag(help: "Tell what would come of it, and change nothing.")
    var dryRun = false

    /// What asks the operator API for it.
    var query: [(name: String, value: String)] { dryRun ? [("dry_run", "true")] : [] }
}

/// Of a command that lists.
struct ListOptions: ParsableArguments {
    @Option(help: "How many at most. (default: all)")
    var limit: Int?

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit has to be at least 1.") }
    }
}
