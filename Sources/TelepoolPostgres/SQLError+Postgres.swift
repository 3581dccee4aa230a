import CPostgres
import TelepoolSQL

/// What went wrong with a statement, and what can be done about it.
struct PostgresFailure: Error {
    enum Remedy {
        /// Nothing: the statement is at fault, or what it asks for.
        case none
        /// The transaction got in the way of another and may succeed when it is carried out again.
        case again
        /// The connection, or the server behind it, is of no use any more; another may be.
        case reconnect
    }

    var error: SQLError
    var remedy: Remedy
    /// Whether it befell what begins or ends a transaction, and so everything in it.
    var isOfTransaction = false

    /// What ended the connection itself.
    static func disconnected(_ reason: String) -> PostgresFailure {
        PostgresFailure(error: .unavailable(reason), remedy: .reconnect)
    }

    /// Sorts PostgreSQL's codes of errors (its manual, appendix A) by what can be done about them.
    init(result: OpaquePointer, sql: String) {
        let state = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) } ?? ""
        let message = PQresultErrorField(result, Int32(UInt8(ascii: "M"))).map { String(cString: $0) } ?? "no result"
        let text = "\(message) (\(state)) in: \(sql)"
        switch state {
        // serialization_failure, deadlock_detected
        case "40001", "40P01": self.init(error: .unavailable(text), remedy: .again)
        // A server that is stopping or starting, or that only reads since another has taken its place.
        case "57P01", "57P02", "57P03", "57P04", "25006": self.init(error: .unavailable(text), remedy: .reconnect)
        // query_canceled, lock_not_available, in_failed_sql_transaction, idle_in_transaction_session_timeout
        case "57014", "55P03", "25P02", "25P03": self.init(error: .unavailable(text), remedy: .none)
        case _ where state.hasPrefix("08"): self.init(error: .unavailable(text), remedy: .reconnect)
        // insufficient_resources such as a full disk, system_error
        case _ where state.hasPrefix("53") || state.hasPrefix("58"):
            self.init(error: .unavailable(text), remedy: .none)
        case _ where state.hasPrefix("23"): self.init(error: .constraint(text), remedy: .none)
        default: self.init(error: .failed(text), remedy: .none)
        }
    }

    init(error: SQLError, remedy: Remedy) {
        self.error = error
        self.remedy = remedy
    }
}

extension SQLError {
    /// What every call answers once the database is closed.
    static let closed = SQLError.unavailable("The database is closed.")
}
