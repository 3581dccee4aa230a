import HTTPTypes
import TelepoolSigning
import TelepoolTime

/// What the clients of all faces have in common: where the server is, and how often it is asked.
struct Connection: Sendable {
    /// Whether a call may be made again.
    enum Repetition {
        /// It changes nothing, or is recognised when it comes again.
        case harmless
        /// It writes, and the server may not recognise it.
        case recognised
        /// It must not be made twice.
        case harmful
    }

    let configuration: ClientConfiguration
    let scheme: String
    /// Host and port as the `Host` header has them.
    let authority: String
    private let exchange: HTTPExchange
    private let environment: ClientEnvironment

    /// - Throws: ``ClientError/invalidEndpoint(_:)``.
    init(
        _ configuration: ClientConfiguration, _ environment: ClientEnvironment, exchange: @escaping HTTPExchange
    ) throws(ClientError) {
        guard let match = configuration.endpoint.wholeMatch(of: /(https?):\/\/([^\/\s]+)\/?/) else {
            throw .invalidEndpoint(configuration.endpoint)
        }
        self.configuration = configuration
        scheme = String(match.1)
        let ownPort = scheme == "http" ? ":80" : ":443"
        // Left out of the `Host` header, which is signed.
        authority = String(match.2.hasSuffix(ownPort) ? match.2.dropLast(ownPort.count) : match.2)
        self.environment = environment
        self.exchange = exchange
    }

    /// A new identifier of a call, a UUID of version 4.
    func makeID() -> String { environment.makeID() }

    /// What the clock says, for signatures.
    var now: Timestamp { environment.now() }

    /// Makes a call, again and again if need be.
    ///
    /// - Parameters:
    ///   - request: makes the request for an attempt, from 1.
    ///   - read: makes the result of an answer, or tells that it is a refusal.
    /// - Throws: ``ClientError``, `CancellationError`.
    func perform<Result>(
        _ repetition: Repetition, timeout: Duration, request: (_ attempt: Int) -> (HTTPRequest, [UInt8]),
        read: (HTTPAnswer) throws(ClientError) -> Result
    ) async throws -> Result {
        var attempt = 1
        while true {
            try Task.checkCancellation()
            let failure: ClientError
            do {
                let (head, body) = request(attempt)
                return try read(try await exchange(head, body, timeout))
            } catch let error as CancellationError {
                throw error
            } catch let error as ClientError {
                failure = error
            } catch {
                failure = .unreachable("\(error)")
            }
            guard isRepeatable(repetition, after: failure),
                let wait = configuration.retries.wait(after: attempt, failure, random: environment.random())
            else { throw failure }
            try await environment.sleep(wait)
            attempt += 1
        }
    }

    private func isRepeatable(_ repetition: Repetition, after failure: ClientError) -> Bool {
        switch repetition {
        case .harmless: true
        case .recognised: configuration.retries.repeatsWrites || failure.wasNotCarriedOut
        case .harmful: failure.wasNotCarriedOut
        }
    }
}
