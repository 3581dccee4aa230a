import ArgumentParser
import Foundation
import TelepoolDomain
import TelepoolSQL
import TelepoolSQLite
import TelepoolTerminal

/// `telepool restore`
struct Restore: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a SQLite database out of a backup.",
        discussion: """
            No server may use the database. The backup is checked first, and the database is replaced in one step, after \
            which nothing of the old one is left.

            The master key is not in the backup: master.key has to lie in the data directory, or TELEPOOL_MASTER_KEY has \
            to be set, as it was when the backup was made.

            PostgreSQL has its own tools for this: pg_basebackup with archived WAL, or pg_dump and pg_restore.
            """)

    @Option(help: ArgumentHelp("The backup.", valueName: "file"))
    var from: String

    @Option(help: ArgumentHelp("sqlite:PATH", valueName: "url"))
    var database: String

    @Flag(help: "Replace the database if there is one.")
    var force = false

    func run() throws {
        umask(0o077)
        let path = try DatabaseLocation(database).file(
            otherwise: """
                PostgreSQL is restored with its own tools: from pg_basebackup with archived WAL, or with pg_restore.
                """)
        try refuseIfHeld(path)
        try NewFile(path: path, replaces: force).make { temporary in
            do {
                let backup = try SQLiteFile(from)
                try check(backup)
                try backup.write(to: temporary)
            } catch {
                throw DatabaseLocation.sqlite(.file(from)).unusable(error)
            }
            try refuseIfHeld(path)
            // What SQLite keeps beside a database would be taken for changes to the new one.
            for suffix in ["-wal", "-shm", "-journal"] { unlink(path + suffix) }
        }
        Console().say(.restored, path)
    }

    private func check(_ backup: SQLiteFile) throws {
        let damage = try backup.damage()
        guard damage.isEmpty else {
            throw DatabaseLocation.Problem(description: "it is damaged: \(damage.joined(separator: "; "))")
        }
        _ = try backup.snapshot { try Migrator(Schema.migrations).missing(in: $0) }
    }

    private func refuseIfHeld(_ path: String) throws {
        guard let process = SQLiteFile.holder(of: path) else { return }
        let name = process > 0 ? "The process \(process)" : "A process"
        throw DatabaseLocation.Problem(description: "\(name) uses \(path). Stop it first.")
    }
}
