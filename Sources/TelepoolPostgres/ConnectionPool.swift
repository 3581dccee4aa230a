import Dispatch
import Glibc
import NIOPosix
import Synchronization
import TelepoolMetrics
import TelepoolSQL

/// The connections to one server, and the threads that wait for its answers: one for each connection.
///
/// A class, because it owns both.
final class ConnectionPool: Sendable {
    typealias Deadline = ContinuousClock.Instant

    private static let greatestAttempts = 20

    private let target: PostgresTarget
    private let threads: NIOThreadPool
    /// Connections that nobody uses; `nil` once closed.
    private let idle = Mutex<[PostgresConnection]?>([])
    private let (inUse, waiting) = (Gauge(), Gauge())
    /// How often transactions got in each other's way and were carried out again.
    let repetitions = Counter()

    init(_ target: PostgresTarget, connections: Int) {
        self.target = target
        threads = NIOThreadPool(numberOfThreads: connections)
        threads.start()
    }

    /// When a call that begins now has waited long enough for a database that cannot be reached.
    var deadline: Deadline { .now + .milliseconds(target.timeouts.outage) }

    /// Runs `body` on one of the threads. If the pool is closed, `isOpen` is false.
    func submit(_ body: @escaping @Sendable (_ isOpen: Bool) -> Void) {
        waiting.add(1)
        threads.submit {
            self.waiting.add(-1)
            body($0 == .active)
        }
    }

    func load(_ name: String) -> SQLDatabaseLoad.Pool {
        SQLDatabaseLoad.Pool(
            name, inUse: inUse.value, idle: idle.withLock { $0?.count ?? 0 }, waiting: waiting.value)
    }

    /// Runs `body` with a connection on one of the threads, and cancels its statement together with the task.
    func run<Result: Sendable>(
        until deadline: Deadline, _ body: @escaping @Sendable (PostgresConnection) throws -> Result
    ) async throws -> Result {
        let current = Mutex<PostgresConnection?>(nil)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                submit { isOpen in
                    continuation.resume(
                        with: Swift.Result {
                            guard isOpen else { throw SQLError.closed }
                            return try self.withConnection(until: deadline) { connection in
                                current.withLock { $0 = connection }
                                defer { current.withLock { $0 = nil } }
                                return try body(connection)
                            }
                        })
                }
            }
        } onCancel: {
            // It takes a connection of its own, which can take long; meanwhile the other is not given back.
            DispatchQueue.global().async { current.withLock { $0?.cancel() } }
        }
    }

    /// Runs `body` with a connection, again where its failure says that it may succeed then.
    func withConnection<Result>(
        until deadline: Deadline, _ body: (PostgresConnection) throws -> Result
    ) throws -> Result {
        var attempt = 0
        while true {
            attempt += 1
            let (connection, isNew) = try take(until: deadline)
            inUse.add(1)
            defer {
                inUse.add(-1)
                giveBack(connection)
            }
            do {
                return try body(connection)
            } catch let failure as PostgresFailure {
                guard failure.remedy != .none, Deadline.now < deadline, attempt < Self.greatestAttempts else {
                    throw failure.error
                }
                if failure.remedy == .again { repetitions.add() }
                // A connection that lay idle may have been dead for long, which says nothing about another.
                if failure.remedy == .again || isNew { Self.pause(attempt) }
            }
        }
    }

    /// Whether a connection can be had and answers, without waiting for it.
    func isReachable() async -> Bool {
        do {
            return try await run(until: .now + .seconds(1)) { connection in
                try connection.run("SELECT 1").count == 1
            }
        } catch {
            return false
        }
    }

    /// Finishes what is under way.
    func close() async {
        try? await threads.shutdownGracefully()
        idle.withLock { $0 = nil }
    }

    private func take(until deadline: Deadline) throws -> (PostgresConnection, isNew: Bool) {
        var attempt = 0
        while true {
            attempt += 1
            let connection = try idle.withLock { idle in
                guard idle != nil else { throw SQLError.closed }
                return idle?.popLast()
            }
            if let connection { return (connection, false) }
            do {
                return (try PostgresConnection(target), true)
            } catch {
                guard Deadline.now < deadline else { throw error.error }
                Self.pause(attempt)
            }
        }
    }

    private func giveBack(_ connection: PostgresConnection) {
        idle.withLock { idle in
            if connection.isBroken {
                // The others have probably lost the same server.
                idle?.removeAll()
            } else {
                idle?.append(connection)
            }
        }
    }

    /// Waits before the next attempt: longer each time, and not as long as others do.
    private static func pause(_ attempt: Int) {
        let longest = min(5 << min(attempt, 6), 200)
        sleep(milliseconds: Int.random(in: 1...longest))
    }

    static func sleep(milliseconds: Int) {
        poll(nil, 0, Int32(milliseconds))
    }
}
