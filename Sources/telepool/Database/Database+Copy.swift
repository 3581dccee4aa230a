import ArgumentParser
import Foundation
import TelepoolSQL
import TelepoolSQLite
import TelepoolTerminal

extension DatabaseCommand {
    struct Copy: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Copy everything from SQLite into PostgreSQL.",
            discussion: """
                The copy is one snapshot of the source. A server may run on the source, but what it writes from then on is \
                not copied: then the copy is not complete, the command says so, and the exit code is 1. So stop the server, \
                or copy once beside it and again after stopping it, which takes only as long as reading both databases \
                and copying the tables that have changed.

                The target has to be empty, or hold the beginning of such a copy, which is continued, whatever ended it. No \
                server starts on it before the copy is complete. At the end the rows of each table are read from both \
                databases and compared by their number and a checksum; a table that differs is named, and the exit code \
                is 1.

                The master key is not in the database: the servers on PostgreSQL need the same master.key or \
                TELEPOOL_MASTER_KEY. There is no way from PostgreSQL to SQLite.
                """)

        @Option(help: ArgumentHelp("sqlite:PATH", valueName: "url"))
        var from: String

        @Option(help: ArgumentHelp("postgresql://…", valueName: "url"))
        var to: String

        func run() async throws {
            let source = try DatabaseLocation(from, option: "--from")
            let target = try DatabaseLocation(to, option: "--to")
            let path = try source.file(otherwise: "--from has to be sqlite:PATH: there is no way from PostgreSQL.")
            guard case .postgres(let url) = target else {
                throw DatabaseLocation.Problem(description: "--to has to be postgresql://…")
            }
            #if Postgres
                // Before it is opened here, after which nobody could tell any more.
                if let process = SQLiteFile.holder(of: path) { warn(of: process) }
                let copy = try InstallationCopy(from: path, to: url)
                do {
                    try await copy.run()
                } catch let error as SQLError {
                    throw DatabaseLocation.Problem(
                        description: Console().language.text(.copyCutOff, error.reason))
                }
            #else
                _ = (path, url)
            #endif
        }

        private func warn(of process: Int32) {
            let name = process > 0 ? "The process \(process)" : "A process"
            let console = Console()
            console.complain(console.language.text(.databaseInUse, name) + "\n")
        }
    }
}
