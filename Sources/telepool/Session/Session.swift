import AsyncHTTPClient
import HTTPTypes
import TelepoolClient
import TelepoolJSON
import TelepoolOperator
import TelepoolREST
import TelepoolTerminal
import TelepoolVolcengine

/// What a command works with: clients for all interfaces of the server, and where to show what they answer.
struct Session: Sendable {
    let client: OperatorClient
    let clouds: RawClient
    let console: Console
    /// The form of the output where the command line says so itself.
    let requestedFormat: OutputFormat?

    /// - Parameter isPatient: whether calls that fail are made again.
    init(
        _ settings: Settings, console: Console, flag: OutputFormat?, http: HTTPClient, isPatient: Bool = true
    ) throws {
        self.console = console
        requestedFormat = flag
        let (id, secret) = try settings.accessKey()
        client = try OperatorClient(
            OperatorClient.Configuration(endpoint: settings.endpoint, accessKeyID: id, secretAccessKey: secret),
            http: http)
        clouds = try RawClient(
            settings.clouds(accessKeyID: id, secretAccessKey: secret), http: http, attempts: isPatient ? 4 : 1)
    }

    /// Calls an operation of the operator API.
    func call<Operation: OperatorOperation>(
        _ operation: Operation.Type, path: [String: String] = [:], query: [(name: String, value: String)] = [],
        _ members: KeyValuePairs<String, JSONValue?> = [:], change: ChangeOptions? = nil
    ) async throws -> JSONObject {
        try await call(
            operation, path: path, query: query, body: members.isEmpty ? nil : JSONObject(members), change: change)
    }

    /// The same with the body as an object.
    func call<Operation: OperatorOperation>(
        _ operation: Operation.Type, path: [String: String] = [:], query: [(name: String, value: String)] = [],
        body: JSONObject?, change: ChangeOptions? = nil
    ) async throws -> JSONObject {
        let answer = try await client.call(
            operation, path: path, query: query + (change?.query ?? []),
            body: body.map { JSONValue.object($0).bytes } ?? [])
        guard case .object(let object) = answer else {
            throw OperatorClient.Failure.unreadableAnswer(status: Operation.successStatus)
        }
        return object
    }

    /// Calls an action of Volcengine's interface and answers its result; a bare one as the member `Success`.
    func volcengine(
        _ action: String, _ members: KeyValuePairs<String, JSONValue?>, change: ChangeOptions? = nil
    ) async throws -> JSONObject {
        try await volcengine(action, JSONObject(members), isDryRun: change?.dryRun == true)
    }

    /// The same with the body as an object.
    func volcengine(_ action: String, _ body: JSONObject, isDryRun: Bool = false) async throws -> JSONObject {
        var body = body
        if isDryRun { body.members.append(.init(name: "DryRun", value: true)) }
        do {
            let answer = try await clouds.volcengine(
                action, version: VolcengineActions.version, body: JSONValue.object(body).bytes)
            let result = try answer.result()
            if case .object(let object) = result { return object }
            return JSONObject(members: [.init(name: "Success", value: result)])
        } catch let failure as OperatorClient.Failure where isDryRun && failure.code == "DryRunOperation" {
            return JSONObject()
        }
    }

    /// Calls an operation of Huawei Cloud's interface.
    func huawei(
        _ method: HTTPRequest.Method, _ path: String, query: [(name: String, value: String?)] = [],
        _ members: KeyValuePairs<String, JSONValue?> = [:]
    ) async throws -> JSONObject {
        let body = members.isEmpty ? [] : JSONValue.object(JSONObject(members)).bytes
        let answer = try await clouds.huawei(method, Session.target(path, query), body: body)
        guard case .object(let object) = try answer.result() else {
            throw OperatorClient.Failure.unreadableAnswer(status: answer.status)
        }
        return object
    }

    /// Tells what was done: people a sentence, others what the server answered.
    ///
    /// - Parameter key: the member of the answer that identifies what was changed.
    func done(
        _ answer: JSONObject, key: String? = nil, change: ChangeOptions? = nil, _ message: Message,
        _ values: any CustomStringConvertible...
    ) {
        guard console.format == .table else { return console.show(answer, key: key) }
        if change?.dryRun == true {
            console.say(.dryRun)
        } else {
            console.write(console.language.text(message, values: values) + "\n")
        }
    }

    /// Shows what a change has made of something.
    func show(_ answer: JSONObject, key: String? = nil, change: ChangeOptions? = nil) {
        console.show(answer, key: key)
        if change?.dryRun == true { console.say(.dryRun) }
    }
}

extension JSONObject {
    /// The members that have a value.
    init(_ members: KeyValuePairs<String, JSONValue?>) {
        self.init(members: members.compactMap { name, value in value.map { Member(name: name, value: $0) } })
    }
}

extension JSONValue {
    /// A whole number.
    static func integer(_ value: Int64) -> JSONValue { .number(String(value)) }
}
