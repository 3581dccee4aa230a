package import TelepoolDomain
package import TelepoolJSON

/// An operation as a registry holds it: what the endpoint needs of its type, without the type.
package struct RegisteredOperation<Failure: RESTFailure>: Sendable {
    /// What is left to do once the request has been read and checked.
    package typealias Performance = @Sendable (TenantScope, inout JSONWriter) throws -> Void

    /// The same of an operation that takes its body piece by piece.
    package typealias Streaming = @Sendable (RESTBody, any RESTTransactions) async throws -> [UInt8]

    package let name: String
    package let route: Route
    package let access: Access
    package let successStatus: Int
    package let answersSecret: Bool
    package let changesAccess: Bool
    package let poolParameters: [String]
    private let readAccount: @Sendable (RESTRequest) throws(Failure) -> String?
    private let readPassword: @Sendable (RESTRequest) throws(Failure) -> String?
    private let readDryRun: @Sendable (RESTRequest) throws(Failure) -> Bool
    package let isLong: Bool
    /// How it tells an error.
    package let worded: @Sendable (Failure) -> Failure
    /// Whether it takes its body piece by piece.
    package var isStreamed: Bool { stream != nil }

    private let read: @Sendable (RESTRequest) throws(Failure) -> (Performance, rows: Int?)
    private var stream: (@Sendable (RESTRequest) throws(Failure) -> Streaming)?

    package init<Operation: RESTOperation>(_ type: Operation.Type) where Operation.Failure == Failure {
        self.init(type) { _ in 0 }
    }

    package init<Operation: RESTStreamOperation>(_ type: Operation.Type) where Operation.Failure == Failure {
        self.init(type) { $0.fitsOneTransaction ? $0.rows : nil }
        stream = { (request) throws(Failure) in
            let operation = try Operation(request)
            return { body, transactions in
                let response = try await operation.perform(body, in: transactions)
                var json = JSONWriter()
                response.write(to: &json)
                return json.bytes
            }
        }
    }

    private init<Operation: RESTOperation>(
        _ type: Operation.Type, rows: @escaping @Sendable (Operation) -> Int?
    ) where Operation.Failure == Failure {
        name = Operation.name
        route = Operation.route
        access = Operation.access
        successStatus = Operation.successStatus
        answersSecret = Operation.answersSecret
        changesAccess = Operation.changesAccess
        poolParameters = Operation.poolParameters
        readAccount = { (request) throws(Failure) in try Operation.account(request) }
        readPassword = { (request) throws(Failure) in try Operation.password(request) }
        readDryRun = { (request) throws(Failure) in try Operation.isDryRun(request) }
        isLong = Operation.isLong
        worded = { Operation.worded($0) }
        read = { (request) throws(Failure) in
            let operation = try Operation(request)
            return ({ try operation.perform(in: $0).write(to: &$1) }, rows(operation))
        }
    }

    /// Whether a call is only tried.
    package func isDryRun(_ request: RESTRequest) throws(Failure) -> Bool {
        try readDryRun(request)
    }

    /// The account on whose behalf a call is made, if not the caller's own.
    package func account(_ request: RESTRequest) throws(Failure) -> String? {
        try readAccount(request)
    }

    /// The password whose hash a call needs.
    package func password(_ request: RESTRequest) throws(Failure) -> String? {
        try readPassword(request)
    }

    /// Reads and checks a request.
    package func prepare(_ request: RESTRequest) throws(Failure) -> Performance {
        try read(request).0
    }

    /// Reads and checks a request with its whole body; `nil` where that is too much for one transaction.
    package func prepareWhole(_ request: RESTRequest) throws(Failure) -> (Performance, rows: Int)? {
        let (performance, rows) = try read(request)
        return rows.map { (performance, $0) }
    }

    /// Reads and checks a request whose body is still to come.
    ///
    /// - Precondition: the operation takes its body piece by piece.
    package func prepareStream(_ request: RESTRequest) throws(Failure) -> Streaming {
        guard let stream else { preconditionFailure("\(name) takes no body piece by piece") }
        return try stream(request)
    }
}
