package import TelepoolDomain

/// An operation whose body may be of any length: it is taken piece by piece and done batch by batch, each batch in a
/// transaction of its own. What was committed stays, whatever happens afterwards.
///
/// Made with the whole body, it can also be done as any other operation; that is how it is rehearsed.
package protocol RESTStreamOperation: RESTOperation {
    /// Whether the body that the operation was made with is small enough for one transaction.
    var fitsOneTransaction: Bool { get }

    /// How many rows that body has.
    var rows: Int { get }

    /// Does it with a body that is still to be taken; the operation was made with none.
    ///
    /// - Throws: ``Failure``, or what `body` or `transactions` threw.
    func perform(_ body: RESTBody, in transactions: any RESTTransactions) async throws -> Response
}

/// Transactions on behalf of the caller, one after the other.
package protocol RESTTransactions: Sendable {
    /// Runs `body` in a transaction that writes, and returns after its commit.
    ///
    /// - Throws: the face's error.
    func write<Result: Sendable>(_ body: @escaping @Sendable (TenantScope) throws -> Result) async throws -> Result

    /// Waits until the account may send so many rows.
    ///
    /// - Throws: the face's error, where it may send none.
    func pace(_ rows: Int) async throws
}
