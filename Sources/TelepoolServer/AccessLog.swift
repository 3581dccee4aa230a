/// What the access log tells of one request.
package struct AccessLogEntry: Sendable {
    /// `nil` for what could not be read.
    package var face: Face?
    /// The operation, by its name in the registry; a dash where none was found.
    package var operation: String
    package var status: Int
    /// The code of the error; a dash where there was none.
    package var code: String
    /// How long the answer took.
    package var microseconds: Int
    package var requestID: String
    package var remoteAddress: String
    package var trace: TraceContext?
}

/// Takes the entries of the access log, one for each request. A closure rather than a logger: a logger's metadata would
/// cost as much as the answer to a small request.
package typealias AccessLog = @Sendable (AccessLogEntry) -> Void
