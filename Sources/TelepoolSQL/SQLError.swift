/// Why a database could not do what it was asked to.
package enum SQLError: Error, Sendable, Equatable {
    /// The database cannot be reached, is locked for too long, full or not writable; the same may succeed later.
    case unavailable(String)
    /// A unique key, a foreign key or a check refused the change.
    case constraint(String)
    /// Anything else: a mistake in the program or a damaged database.
    case failed(String)
}
