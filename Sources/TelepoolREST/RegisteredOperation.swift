package import TelepoolDomain
package import TelepoolJSON

/// An operation as a registry holds it: what the endpoint needs of its type, without the type.
package struct RegisteredOperation<Failure: RESTFailure>: Sendable {
    /// What is left to do once the request has been read and checked.
    package typealias Performance = @Sendable (TenantScope, inout JSONWriter) throws -> Void

    package let name: String
    package let route: Route
    package let access: Access
    package let successStatus: Int
    package let answersSecret: Bool
    private let readDryRun: @Sendable (RESTRequest) throws(Failure) -> Bool
    private let read: @Sendable (RESTRequest) throws(Failure) -> Performance

    package init<Operation: RESTOperation>(_ type: Operation.Type) where Operation.Failure == Failure {
        name = Operation.name
        route = Operation.route
        access = Operation.access
        successStatus = Operation.successStatus
        answersSecret = Operation.answersSecret
        readDryRun = { (request) throws(Failure) in try Operation.isDryRun(request) }
        read = { (request) throws(Failure) in
            let operation = try Operation(request)
            return { try operation.perform(in: $0).write(to: &$1) }
        }
    }

    /// Whether a call is only tried.
    package func isDryRun(_ request: RESTRequest) throws(Failure) -> Bool {
        try readDryRun(request)
    }

    /// Reads and checks a request.
    package func prepare(_ request: RESTRequest) throws(Failure) -> Performance {
        try read(request)
    }
}
