import ArgumentParser
import Foundation
import TelepoolSQLite
import TelepoolTerminal

/// `telepool backup`
struct Backup: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a backup of a SQLite database into a file.",
        discussion: """
            The server may run and write meanwhile; what it has answered before the backup begins is in it. The file is \
            whole or not there at all, and only its owner can read it.

            The master key is not in the database: keep master.key, which lies in the data directory, or \
            TELEPOOL_MASTER_KEY, somewhere else. Without it the access keys in the backup are of no use to anybody.

            PostgreSQL has its own tools for this: pg_basebackup with archived WAL, or pg_dump.
            """)

    @Option(help: ArgumentHelp("sqlite:PATH", valueName: "url"))
    var database: String

    @Option(help: ArgumentHelp("The file to write.", valueName: "file"))
    var to: String

    @Flag(help: "Replace the file if there is one.")
    var force = false

    func run() throws {
        umask(0o077)
        let location = try DatabaseLocation(database)
        let path = try location.file(
            otherwise: "PostgreSQL is backed up with its own tools: pg_basebackup with archived WAL, or pg_dump.")
        try NewFile(path: to, replaces: force).make { temporary in
            do {
                try SQLiteFile(path).write(to: temporary)
            } catch {
                throw location.unusable(error)
            }
        }
        Console().say(.backupWritten, to)
    }
}
