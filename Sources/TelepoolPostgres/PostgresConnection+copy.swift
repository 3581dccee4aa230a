import CPostgres
import TelepoolSQL

/// `COPY` (PostgreSQL's manual, 34.10), which is not allowed in pipeline mode: the connection leaves it meanwhile.
extension PostgresConnection {
    /// Begins `COPY … FROM STDIN`; until ``endCopy()`` there may be nothing but ``sendCopy(_:)``.
    func beginCopy(_ command: String) throws(PostgresFailure) {
        try begin(command, PGRES_COPY_IN)
    }

    /// Sends a piece of what is to be copied; it may be cut anywhere.
    func sendCopy(_ bytes: [UInt8]) throws(PostgresFailure) {
        let status = bytes.withUnsafeBytes {
            PQputCopyData(handle, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count))
        }
        guard status == 1 else { throw .disconnected(message) }
    }

    /// Ends the copy and waits until it is done.
    func endCopy() throws(PostgresFailure) {
        guard PQputCopyEnd(handle, nil) == 1 else { throw .disconnected(message) }
        try finish("COPY")
    }

    /// Runs `COPY … TO STDOUT` and hands the pieces to `body`, a row or less at a time.
    func copy(_ command: String, _ body: (UnsafeRawBufferPointer) -> Void) throws(PostgresFailure) {
        try begin(command, PGRES_COPY_OUT)
        var piece: UnsafeMutablePointer<CChar>?
        while true {
            let count = PQgetCopyData(handle, &piece, 0)
            guard count > 0 else { break }
            body(UnsafeRawBufferPointer(start: piece, count: Int(count)))
            PQfreemem(piece)
        }
        try finish(command)
    }

    private func begin(_ command: String, _ direction: ExecStatusType) throws(PostgresFailure) {
        try leavePipeline()
        let result = PQexec(handle, command)
        defer { PQclear(result) }
        guard PQresultStatus(result) == direction else {
            let failure = failure(result, command)
            enterPipeline()
            throw failure
        }
    }

    /// Takes the results that end a copy.
    private func finish(_ command: String) throws(PostgresFailure) {
        var failure: PostgresFailure?
        while let result = PQgetResult(handle) {
            if PQresultStatus(result) != PGRES_COMMAND_OK { failure = failure ?? self.failure(result, command) }
            PQclear(result)
        }
        enterPipeline()
        if let failure { throw failure }
    }

    private func leavePipeline() throws(PostgresFailure) {
        try wait()
        guard PQexitPipelineMode(handle) == 1, PQsetnonblocking(handle, 0) == 0 else { throw .disconnected(message) }
    }

    /// Nothing is under way, so this can only fail on a connection that is lost, which the next statement finds out.
    private func enterPipeline() {
        PQenterPipelineMode(handle)
        PQsetnonblocking(handle, 1)
    }

    private func failure(_ result: OpaquePointer?, _ command: String) -> PostgresFailure {
        guard let result, PQstatus(handle) == CONNECTION_OK else { return .disconnected(message) }
        return PostgresFailure(result: result, sql: command)
    }

    private var message: String { Self.message(of: handle) }
}
