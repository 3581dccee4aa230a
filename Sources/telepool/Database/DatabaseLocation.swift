import Foundation
import TelepoolSQL
import TelepoolSQLite

#if Postgres
    import TelepoolPostgres
#endif

/// Where the data lie, as `--database` says it.
enum DatabaseLocation: Sendable, Equatable {
    /// A text that names no database, in words for the operator.
    struct Problem: Error, CustomStringConvertible {
        var description: String
    }

    case sqlite(SQLiteDatabase.Location)
    /// A connection string of PostgreSQL.
    case postgres(String)

    /// - Parameter text: `sqlite:PATH`, `sqlite::memory:` or `postgresql://…`.
    init(_ text: String) throws(Problem) {
        if text.hasPrefix("sqlite:"), text != "sqlite:" {
            let path = String(text.dropFirst("sqlite:".count))
            self = .sqlite(path == ":memory:" ? .memory : .file(path))
        } else if text.hasPrefix("postgresql://") || text.hasPrefix("postgres://") {
            if let problem = Self.problem(withPostgres: text) {
                throw Problem(description: "--database is no connection string of PostgreSQL: \(problem)")
            }
            self = .postgres(text)
        } else {
            throw Problem(
                description: "--database has to be sqlite:PATH, sqlite::memory: or postgresql://…, not \"\(text)\".")
        }
    }

    /// The file that is used where nothing else is said.
    static func standard(in dataDirectory: String) -> DatabaseLocation {
        .sqlite(.file("\(dataDirectory)/telepool.sqlite"))
    }

    /// Opens the database; PostgreSQL is connected to when it is first used.
    ///
    /// - Parameters:
    ///   - connections: how many connections to PostgreSQL there may be at once.
    ///   - replica: where PostgreSQL can be read from besides.
    func open(connections: Int = 4, replica: String? = nil) throws(Problem) -> any SQLDatabase {
        switch self {
        case .sqlite(let location):
            do {
                return try SQLiteDatabase(location)
            } catch {
                throw unusable(error)
            }
        case .postgres(let url):
            #if Postgres
                return PostgresDatabase(url, connections: connections, replica: replica)
            #else
                throw Problem(description: Self.isLeftOut)
            #endif
        }
    }

    /// The problem that an error of this database is.
    func unusable(_ error: some Error) -> Problem {
        let reason =
            switch error as? SQLError {
            case .unavailable(let text), .constraint(let text), .failed(let text): text
            case nil: "\(error)"
            }
        return Problem(description: "Cannot use the database \(description): \(reason)")
    }

    #if Postgres
        private static func problem(withPostgres url: String) -> String? {
            PostgresDatabase.problem(with: url)
        }
    #else
        private static let isLeftOut = "this program was built without PostgreSQL (the package's trait Postgres)."

        private static func problem(withPostgres url: String) -> String? {
            isLeftOut
        }
    #endif
}

extension DatabaseLocation: CustomStringConvertible {
    /// Without the password.
    var description: String {
        switch self {
        case .sqlite(.file(let path)): return path
        case .sqlite(.memory): return "in memory"
        case .postgres(let url):
            return
                url
                .replacing(/(:\/\/[^:@\/?]*):[^@\/?]*@/) { "\($0.1)@" }
                .replacing(/([?&]password=)[^&]*/) { "\($0.1)…" }
        }
    }
}
