import ArgumentParser
import TelepoolDomain
import TelepoolSQL
import TelepoolTerminal

/// `telepool migrate`
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring a database up to the schema of this version.",
        discussion: """
            `telepool serve` does so by itself when it starts. Nodes of the version before can go on meanwhile only where \
            the change log says so.
            """)

    @Option(help: ArgumentHelp("sqlite:PATH or postgresql://…", valueName: "url"))
    var database: String

    func run() async throws {
        let location = try DatabaseLocation(database)
        let database = try location.open(isPatient: true)
        do {
            let names = try await Migrator(Schema.migrations).migrate(database)
            for name in names { Console().say(.migrationApplied, name) }
            if names.isEmpty { Console().say(.schemaUpToDate) }
        } catch {
            await database.close()
            throw location.unusable(error)
        }
        await database.close()
    }
}
