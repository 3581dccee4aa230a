import HTTPTypes
import Synchronization
import TelepoolClient
import TelepoolDomain
import TelepoolJSON
import TelepoolServer
import TelepoolTestSupport

/// Clients of a whole server without sockets, between which things can go wrong.
struct ClientFixture {
    /// What becomes of a request.
    enum Fate: Sendable {
        /// It arrives, and so does the answer.
        case arrives
        /// It arrives, and the answer is lost.
        case answerIsLost
        /// It is answered by something else on the way.
        case isAnswered(HTTPAnswer)
    }

    struct Unreachable: Error {}

    /// What has happened on the wire. A class, as the clients and the test share it.
    final class Wire: Sendable {
        struct State {
            var fates: [Fate] = []
            var requests: [HTTPRequest] = []
            var bodies: [[UInt8]] = []
            var waits: [Duration] = []
        }

        let state = Mutex(State())

        var requests: [HTTPRequest] { state.withLock(\.requests) }
        var waits: [Duration] { state.withLock(\.waits) }

        /// What becomes of the requests that follow; all others arrive.
        func plan(_ fates: Fate...) { state.withLock { $0.fates = fates } }

        /// The values that a header has had.
        func values(of name: String) -> [String?] {
            requests.map { request in request.headerFields.first { $0.name.canonicalName == name }?.value }
        }
    }

    let server: ServerFixture
    let wire = Wire()

    init() async throws {
        server = try await ServerFixture()
    }

    func volcengine(_ key: IssuedAccessKey? = nil, retries: RetryPolicy = RetryPolicy()) throws -> VolcengineClient {
        try VolcengineClient(configuration(key, retries), environment, exchange: exchange)
    }

    func huawei(_ key: IssuedAccessKey? = nil, retries: RetryPolicy = RetryPolicy()) throws -> HuaweiClient {
        try HuaweiClient(configuration(key, retries), environment, exchange: exchange)
    }

    func theOperator(_ key: IssuedAccessKey? = nil, retries: RetryPolicy = RetryPolicy()) throws -> OperatorClient {
        try OperatorClient(configuration(key, retries), environment, exchange: exchange)
    }

    private func configuration(_ key: IssuedAccessKey?, _ retries: RetryPolicy) -> ClientConfiguration {
        let key = key ?? server.key(.manager)
        return ClientConfiguration(
            endpoint: "http://127.0.0.1:8080", credentials: .accessKey(id: key.id, secret: key.secret),
            retries: retries)
    }

    /// Where no time passes, and nothing is left out of waits.
    private var environment: ClientEnvironment {
        ClientEnvironment(sleep: { [wire] wait in wire.state.withLock { $0.waits.append(wait) } }, random: { 0 })
    }

    private var exchange: HTTPExchange {
        { [server, wire] head, body, _ in
            let fate = wire.state.withLock { state in
                state.requests.append(head)
                state.bodies.append(body)
                return state.fates.isEmpty ? .arrives : state.fates.removeFirst()
            }
            if case .isAnswered(let answer) = fate { return answer }
            let reply = await server.application.respond(to: HTTPCall(head: head, body: .complete(body)))
            if case .answerIsLost = fate { throw Unreachable() }
            return HTTPAnswer(status: reply.status, headers: reply.headers, body: reply.body)
        }
    }
}

extension HTTPAnswer {
    static func busy(retryAfter seconds: Int) -> HTTPAnswer {
        HTTPAnswer(
            status: 503, headers: HTTPFields(named: ["Retry-After": "\(seconds)"]),
            body: Array(#"{"error":{"code":"Unavailable","message":"Later."}}"#.utf8))
    }
}

extension JSONValue {
    /// The same in an order of its own and with all scalars as texts, so that what means the same is the same.
    var normal: JSONValue {
        switch self {
        case .number(let text): .string(JSONValue.integer(text).map(String.init) ?? text)
        case .array(let elements): .array(elements.map(\.normal))
        case .object(let object):
            .object(
                JSONObject(
                    members: object.members.filter { $0.value != .null }.sorted { $0.name < $1.name }
                        .map { JSONObject.Member(name: $0.name, value: $0.value.normal) }))
        case .null, .boolean, .string: self
        }
    }
}
