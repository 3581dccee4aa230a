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

    /// - Parameters:
    ///   - text: `sqlite:PATH`, `sqlite::memory:` or `postgresql://…`.
    ///   - option: what says so.
    init(_ text: String, option: String = "--database") throws(Problem) {
        if text.hasPrefix("sqlite:"), text != "sqlite:" {
            let path = String(text.dropFirst("sqlite:".count))
            self = .sqlite(path == ":memory:" ? .memory : .file(path))
        } else if text.hasPrefix("postgresql://") || text.hasPrefix("postgres://") {
            if let problem = Self.problem(withPostgres: text) {
                throw Problem(description: "\(option) is no connection string of PostgreSQL: \(problem)")
            }
            self = .postgres(text)
        } else {
            throw Problem(
                description: "\(option) has to be sqlite:PATH, sqlite::memory: or postgresql://…, not \"\(text)\".")
        }
    }

    /// The file that is used where nothing else is said.
    static func standard(in dataDirectory: String) -> DatabaseLocation {
        .sqlite(.file("\(dataDirectory)/telepool.sqlite"))
    }

    /// The path of a database in a file, for what can be done with no other.
    ///
    /// - Parameter otherwise: what to do with a database of PostgreSQL.
    func file(otherwise: String) throws(Problem) -> String {
        switch self {
        case .sqlite(.file(let path)): return path
        case .sqlite(.memory): throw Problem(description: "A database in memory is gone with its server.")
        case .postgres: throw Problem(description: otherwise)
        }
    }

    /// Opens the database; PostgreSQL is connected to when it is first used.
    ///
    /// - Parameters:
    ///   - connections: how many connections to PostgreSQL there may be at once.
    ///   - replica: where PostgreSQL can be read from besides.
    ///   - isPatient: whether a statement may take a day instead of seconds.
    func open(
        connections: Int = 4, replica: String? = nil, isPatient: Bool = false
    ) throws(Problem) -> any SQLDatabase {
        switch self {
        case .sqlite(let location):
            do {
                return try SQLiteDatabase(location)
            } catch {
                throw unusable(error)
            }
        case .postgres(let url):
            #if Postgres
                let day = 86_400_000
                return PostgresDatabase(
                    url, connections: connections, replica: replica,
                    timeouts: isPatient ? PostgresTimeouts(statement: day, idle: day) : PostgresTimeouts())
            #else
                throw Problem(description: Self.isLeftOut)
            #endif
        }
    }

    /// The problem that an error of this database is.
    func unusable(_ error: some Error) -> Problem {
        let reason = (error as? SQLError)?.reason ?? "\(error)"
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

extension SQLError {
    /// What the database says.
    var reason: String {
        switch self {
        case .unavailable(let text), .constraint(let text), .failed(let text): text
        }
    }
}
