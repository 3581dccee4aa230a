import Synchronization

/// A body of any length that is taken piece by piece, and given no faster than it is taken.
///
/// A class, because one side gives what the other takes. There is one taker.
package final class RESTBody: Sendable {
    /// Why a body ended before its end.
    package enum Interruption: Error, Sendable, Equatable {
        /// The next piece did not arrive in time.
        case late
        /// What came is not what its own headers say.
        case malformed
        /// The client went away.
        case abandoned
        /// The server is shutting down.
        case shutdown
    }

    /// So many bytes that wait to be taken are enough.
    private static let enough = 262_144

    private struct State {
        var pieces: [[UInt8]] = []
        var bytes = 0
        var end: Result<Void, Interruption>?
        var taker: CheckedContinuation<[UInt8]?, any Error>?

        var isWanted: Bool { end == nil && bytes < RESTBody.enough }
    }

    private let state: Mutex<State>
    private let rest: RESTBody?
    private let onWanted: @Sendable () -> Void

    /// A body that is still to come.
    ///
    /// - Parameter onWanted: called whenever there was enough and more is wanted again.
    package init(onWanted: @escaping @Sendable () -> Void) {
        state = Mutex(State())
        rest = nil
        self.onWanted = onWanted
    }

    /// A body that is here, or whose beginning is.
    package init(_ bytes: [UInt8], continuedBy rest: RESTBody? = nil) {
        state = Mutex(State(pieces: bytes.isEmpty ? [] : [bytes], bytes: bytes.count, end: .success(())))
        self.rest = rest
        onWanted = {}
    }

    /// Whether more should be given now.
    package var isWanted: Bool { state.withLock { $0.isWanted } }
}

// MARK: - Giving

extension RESTBody {
    /// Gives the next piece.
    package func give(_ piece: [UInt8]) {
        guard !piece.isEmpty else { return }
        let taker = state.withLock { state -> CheckedContinuation<[UInt8]?, any Error>? in
            guard state.end == nil else { return nil }
            if let taker = state.taker {
                state.taker = nil
                return taker
            }
            state.pieces.append(piece)
            state.bytes += piece.count
            return nil
        }
        taker?.resume(returning: piece)
    }

    /// Says that nothing more comes; what was given before is still taken, unless it was interrupted.
    package func end(_ interruption: Interruption? = nil) {
        let taker = state.withLock { state -> CheckedContinuation<[UInt8]?, any Error>? in
            guard state.end == nil else { return nil }
            state.end = interruption.map(Result.failure) ?? .success(())
            defer { state.taker = nil }
            return state.taker
        }
        if let interruption {
            taker?.resume(throwing: interruption)
        } else {
            taker?.resume(returning: nil)
        }
    }
}

// MARK: - Taking

extension RESTBody {
    /// The next piece, which is not empty, or `nil` at the end.
    ///
    /// - Throws: ``Interruption``, as soon as all that came before it has been taken.
    package func next() async throws -> [UInt8]? {
        if let piece = try await ownNext() { return piece }
        return try await rest?.next()
    }

    private func ownNext() async throws -> [UInt8]? {
        try await withCheckedThrowingContinuation { continuation in
            let (result, isWantedAgain) = state.withLock { state -> (Result<[UInt8]?, any Error>?, Bool) in
                let wasWanted = state.isWanted
                if !state.pieces.isEmpty {
                    let piece = state.pieces.removeFirst()
                    state.bytes -= piece.count
                    return (.success(piece), !wasWanted && state.isWanted)
                }
                switch state.end {
                case .success: return (.success(nil), false)
                case .failure(let interruption): return (.failure(interruption), false)
                case nil:
                    precondition(state.taker == nil, "a body has one taker")
                    state.taker = continuation
                    return (nil, false)
                }
            }
            if isWantedAgain { onWanted() }
            if let result { continuation.resume(with: result) }
        }
    }

    /// Does nothing unless the body was interrupted, even if there is something left to be taken.
    ///
    /// - Throws: ``Interruption``.
    package func check() throws {
        try state.withLock { try $0.end?.get() }
        try rest?.check()
    }

    /// Takes everything if it is at most so many bytes and comes within a time.
    ///
    /// - Returns: what was taken, and whether that is all; if not, the rest is still to be taken.
    /// - Throws: ``Interruption``.
    package func collect(upTo limit: Int, within patience: Duration) async throws -> (bytes: [UInt8], isAll: Bool) {
        let deadline = ContinuousClock.now + patience
        var bytes: [UInt8] = []
        while let piece = try await next() {
            bytes += piece
            if bytes.count > limit { return (bytes, false) }
            guard ContinuousClock.now < deadline else { throw Interruption.late }
        }
        return (bytes, true)
    }
}

extension RESTFailure {
    /// What an interrupted body is answered with.
    package init(_ interruption: RESTBody.Interruption) {
        self =
            switch interruption {
            case .late: .requestTimeout
            case .malformed, .abandoned: .malformedRequest
            case .shutdown: .unavailable
            }
    }
}
