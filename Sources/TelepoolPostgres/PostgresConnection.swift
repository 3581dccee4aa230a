import CPostgres
import Glibc
import TelepoolSQL

/// One connection to a server.
///
/// Statements are sent without waiting for those before them ("pipeline mode", PostgreSQL's manual, 34.5), so that what
/// begins and ends a transaction costs no turn of its own. It is `@unchecked Sendable` because it wanders between
/// threads, one after another: whoever has taken it out of the ``ConnectionPool`` has it alone. Only ``cancel()`` may be
/// called from anywhere.
final class PostgresConnection: @unchecked Sendable {
    let handle: OpaquePointer
    private let cancellation: OpaquePointer?
    /// How long to wait for an answer, in milliseconds; a server that has not given up by itself by then is gone.
    private let patience: Int32
    private var statements = PreparedStatements()
    private var awaited: [Awaited] = []
    /// Whether it is of no use any more.
    private(set) var isBroken = false

    /// What is still to come from the server, in this order.
    private enum Awaited {
        case command(String)
        case preparation(PreparedStatements.Key, name: String)
        case rows(String)
        case synchronization
    }

    /// Connects.
    ///
    /// - Throws: what libpq says, with the remedy to try again.
    init(_ target: PostgresTarget) throws(PostgresFailure) {
        guard let handle = target.connect() else { throw .disconnected("out of memory") }
        guard PQstatus(handle) == CONNECTION_OK, PQenterPipelineMode(handle) == 1, PQsetnonblocking(handle, 1) == 0
        else {
            defer { PQfinish(handle) }
            throw .disconnected(Self.message(of: handle))
        }
        self.handle = handle
        cancellation = PQgetCancel(handle)
        patience = Int32(target.timeouts.statement + target.timeouts.grace)
        for command in target.settings { send(command) }
        synchronize()
    }

    deinit {
        PQfreeCancel(cancellation)
        PQfinish(handle)
    }

    /// Asks the server to give up what it is doing for this connection.
    func cancel() {
        var text = [CChar](repeating: 0, count: 256)
        PQcancel(cancellation, &text, Int32(text.count))
    }

    /// Sends a command whose result is looked at together with that of the next statement.
    func send(_ command: String) {
        PQsendQueryParams(handle, command, 0, nil, nil, nil, nil, 0)
        awaited.append(.command(command))
    }

    /// Ends a group of commands: if one fails, the rest of its group is skipped.
    func synchronize() {
        PQpipelineSync(handle)
        awaited.append(.synchronization)
    }

    /// Sends a statement and waits for its rows.
    func run(_ statement: SQLStatement) throws(PostgresFailure) -> PostgresRows {
        send(statement)
        synchronize()
        guard let rows = try receive() else { throw .disconnected("no result of: \(statement.text)") }
        return PostgresRows(result: rows)
    }

    /// Waits for the results of everything that was sent.
    func wait() throws(PostgresFailure) {
        if let rows = try receive() { PQclear(rows) }
    }

    /// Sends a statement; its rows are those of ``run(_:)``, if it is the last.
    func send(_ statement: SQLStatement) {
        let key = PreparedStatements.Key(statement)
        let name: String
        if let known = statements.name(key) {
            name = known
        } else {
            if let other = statements.superfluous() { send("DEALLOCATE \(other)") }
            name = statements.makeName()
            PQsendPrepare(handle, name, statement.numberedText, Int32(key.types.count), key.types)
            awaited.append(.preparation(key, name: name))
        }
        let values = BoundValues(statement.values)
        values.withPointers { pointers, lengths, formats in
            _ = PQsendQueryPrepared(handle, name, Int32(lengths.count), pointers, lengths, formats, 0)
        }
        awaited.append(.rows(statement.text))
    }
}

// MARK: - Results

extension PostgresConnection {
    /// - Returns: the result of the last statement, if there was any.
    private func receive() throws(PostgresFailure) -> OpaquePointer? {
        var rows: OpaquePointer?
        var failure: PostgresFailure?
        let deadline = ContinuousClock.now + .milliseconds(Int(patience))
        do throws(PostgresFailure) {
            for expected in awaited {
                guard let result = try next(until: deadline) else {
                    throw .disconnected("The connection is out of step.")
                }
                if case .synchronization = expected {
                    PQclear(result)
                    continue
                }
                // Nothing follows the result of a command.
                while let further = try next(until: deadline) { PQclear(further) }
                if let own = take(result, of: expected, &rows) { failure = failure ?? own }
            }
        } catch {
            isBroken = true
            rows.map(PQclear)
            throw failure ?? error
        }
        awaited.removeAll(keepingCapacity: true)
        guard let failure else { return rows }
        if failure.remedy == .reconnect { isBroken = true }
        rows.map(PQclear)
        throw failure
    }

    /// Takes in what came of a command.
    private func take(_ result: OpaquePointer, of expected: Awaited, _ rows: inout OpaquePointer?) -> PostgresFailure? {
        let status = PQresultStatus(result)
        let isDone = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK
        if isDone, case .rows = expected {
            rows.map(PQclear)
            rows = result
            return nil
        }
        defer { PQclear(result) }
        switch expected {
        case .preparation(let key, let name) where isDone:
            statements.remember(key, as: name)
            return nil
        // Those that were skipped say nothing of their own.
        case _ where isDone || status == PGRES_PIPELINE_ABORTED: return nil
        case .rows(let sql): return PostgresFailure(result: result, sql: sql)
        case .preparation(let key, _): return PostgresFailure(result: result, sql: key.text)
        case .command(let sql):
            var failure = PostgresFailure(result: result, sql: sql)
            failure.isOfTransaction = true
            return failure
        case .synchronization: return nil
        }
    }

    /// The next result; `nil` where there is none of the command that the last one was of.
    private func next(until deadline: ContinuousClock.Instant) throws(PostgresFailure) -> OpaquePointer? {
        while PQisBusy(handle) == 1 {
            let unsent = PQflush(handle)
            var socket = pollfd(
                fd: PQsocket(handle), events: Int16(unsent == 1 ? POLLIN | POLLOUT : POLLIN), revents: 0)
            let left = (deadline - .now) / .milliseconds(1)
            guard unsent >= 0, left > 0 else {
                throw .disconnected(unsent < 0 ? Self.message(of: handle) : "The database does not answer.")
            }
            guard poll(&socket, 1, Int32(left) + 1) >= 0 || errno == EINTR, PQconsumeInput(handle) == 1 else {
                throw .disconnected(Self.message(of: handle))
            }
        }
        let result = PQgetResult(handle)
        if result == nil, PQstatus(handle) == CONNECTION_BAD { throw .disconnected(Self.message(of: handle)) }
        return result
    }

    static func message(of handle: OpaquePointer) -> String {
        let text = PQerrorMessage(handle).map { String(cString: $0) } ?? ""
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

/// The values of a statement as libpq takes them: in binary, so that nothing has to be written as text and read again.
private struct BoundValues {
    private var bytes: [UInt8] = []
    private var starts: [Int?] = []
    private var lengths: [Int32] = []

    init(_ values: [SQLValue]) {
        starts.reserveCapacity(values.count)
        lengths.reserveCapacity(values.count)
        for value in values {
            let start = bytes.count
            switch value {
            case .null: break
            case .integer(let integer): withUnsafeBytes(of: integer.bigEndian) { bytes += $0 }
            case .text(let text): bytes += text.utf8
            case .bytes(let value): bytes += value
            }
            starts.append(value == .null ? nil : start)
            lengths.append(Int32(bytes.count - start))
        }
        // Empty values, too, have to lie somewhere.
        bytes.append(0)
    }

    func withPointers(
        _ body: (_ values: [UnsafePointer<CChar>?], _ lengths: [Int32], _ formats: [Int32]) -> Void
    ) {
        bytes.withUnsafeBytes { buffer in
            let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            body(starts.map { offset in offset.flatMap { start?.advanced(by: $0) } }, lengths, starts.map { _ in 1 })
        }
    }
}
