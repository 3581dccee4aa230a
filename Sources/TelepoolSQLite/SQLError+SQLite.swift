import GRDB
import GRDBSQLite
import TelepoolSQL

extension SQLError {
    /// What every call answers once the database is closed.
    static let closed = SQLError.unavailable("The database is closed.")

    /// Sorts SQLite's result codes into those that may pass and those that will not.
    init(code: Int32, message: String, sql: String?) {
        let text = sql.map { "\(message) (\(code)) in: \($0)" } ?? "\(message) (\(code))"
        self =
            switch code & 0xFF {
            case SQLITE_CONSTRAINT: .constraint(text)
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_FULL, SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM,
                SQLITE_NOMEM, SQLITE_PROTOCOL, SQLITE_INTERRUPT, SQLITE_ABORT:
                .unavailable(text)
            default: .failed(text)
            }
    }

    /// An error of this module or of GRDB.
    init(_ error: any Error) {
        self =
            switch error {
            case let error as SQLError: error
            case let error as DatabaseError:
                SQLError(
                    code: error.extendedResultCode.rawValue, message: error.message ?? "SQLite error", sql: error.sql)
            default: .failed("\(error)")
            }
    }
}
