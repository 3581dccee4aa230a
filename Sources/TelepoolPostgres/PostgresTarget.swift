import CPostgres
import Glibc
import TelepoolSQL

/// Which server to connect to, and how long to wait for it.
struct PostgresTarget: Sendable {
    /// A connection string, as libpq takes it (PostgreSQL's manual, 34.1.1).
    var url: String
    var timeouts: PostgresTimeouts
    /// Whether other servers than the one that is written to will do.
    var isReplica = false
    /// Whether whole tables may be read.
    var isForLongReads = false

    /// Connects, with what the connection string does not say; libpq takes what comes last.
    func connect() -> OpaquePointer? {
        let parameters = [
            ("fallback_application_name", "telepool"), ("connect_timeout", "3"), ("keepalives_idle", "5"),
            ("keepalives_interval", "2"), ("keepalives_count", "3"), ("tcp_user_timeout", "10000"),
            ("target_session_attrs", isReplica ? "prefer-standby" : "read-write"), ("dbname", url),
            ("client_encoding", "UTF8"),
        ]
        let names = parameters.map { strdup($0.0) } + [nil]
        let values = parameters.map { strdup($0.1) } + [nil]
        defer { for text in names + values { free(text) } }
        return PQconnectdbParams(names.map { UnsafePointer($0) }, values.map { UnsafePointer($0) }, 1)
    }

    /// What a connection is set to before anything else.
    var settings: [String] {
        [
            "SET statement_timeout = \(timeouts.statement)",
            "SET lock_timeout = \(timeouts.statement)",
            "SET idle_in_transaction_session_timeout = \(timeouts.idle)",
            // libpq would write what is of no consequence to the standard error output.
            "SET client_min_messages = error",
            // Compiling costs more than any of our statements.
            "SET jit = off",
            // So does planning, and no statement is planned differently for different values.
            "SET plan_cache_mode = force_generic_plan",
            // Small tables would be read whole otherwise, and a transaction that has read a table whole gets in the way of
            // everyone who writes to it.
            "SET enable_seqscan = \(isForLongReads ? "on" : "off")",
        ]
    }

    /// What is wrong with a connection string, or `nil`.
    static func problem(with url: String) -> String? {
        var message: UnsafeMutablePointer<CChar>?
        let options = PQconninfoParse(url, &message)
        defer {
            PQconninfoFree(options)
            PQfreemem(message)
        }
        guard options == nil else { return nil }
        return message.map { String(cString: $0).split(whereSeparator: \.isNewline).joined(separator: " ") }
            ?? "no memory"
    }
}

/// How long things may take, in milliseconds.
package struct PostgresTimeouts: Sendable {
    /// A statement, the time it waits for locks included.
    package var statement: Int
    /// How much longer the answer may be under way.
    package var grace: Int
    /// How long a call waits for a database that cannot be reached, such as while another server takes its place.
    package var outage: Int
    /// How long the server waits for a node that is in the middle of a transaction, and keeps others from their turns.
    package var idle: Int

    package init(statement: Int = 15_000, grace: Int = 2000, outage: Int = 8000, idle: Int = 5000) {
        self.statement = statement
        self.idle = idle
        self.grace = grace
        self.outage = outage
    }
}
