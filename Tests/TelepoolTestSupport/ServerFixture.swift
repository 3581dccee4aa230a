package import HTTPTypes
import Logging
package import TelepoolDomain
package import TelepoolREST
import TelepoolSQL
package import TelepoolSecrets
package import TelepoolServer
import TelepoolSigning
package import TelepoolTime

/// The whole application on a database in memory, called as clients call it: with signed requests, but without sockets.
package struct ServerFixture: Sendable {
    package let domain: DomainFixture
    package let application: Application
    package let masterKey: MasterKey
    /// Keys of the first account, by the role of their user.
    package let keys: [Role: IssuedAccessKey]
    /// The key of a manager of the other account.
    package let stranger: IssuedAccessKey

    package init(
        limits: Limits = Limits(), clock: DomainClock = .starting(at: .example), rateLimits: RateLimits? = nil,
        accessLog: AccessLog? = nil
    ) async throws {
        let masterKey = MasterKey()
        let domain = try await DomainFixture(limits: limits, clock: clock) { try masterKey.seal($0, for: $1) }
        let (keys, stranger) = try await domain.database.write { transaction in
            let scope = SystemScope(transaction: transaction, environment: domain.environment)
            func key(_ role: Role, of account: Account) throws -> IssuedAccessKey {
                let user = try scope.tenant(account.id).users.create(
                    name: role.rawValue, role: role, passwordHash: nil)
                return try scope.accessKeys.issue(to: user.id, in: account.id)
            }
            let keys = try Role.allCases.map { ($0, try key($0, of: domain.account)) }
            return (Dictionary(uniqueKeysWithValues: keys), try key(.manager, of: domain.other))
        }
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        application = Application(
            database: domain.database, environment: domain.environment, masterKey: masterKey, logger: logger,
            rateLimits: rateLimits, accessLog: accessLog)
        self.domain = domain
        self.masterKey = masterKey
        self.keys = keys
        self.stranger = stranger
    }

    package func key(_ role: Role) -> IssuedAccessKey {
        guard let key = keys[role] else { preconditionFailure("every role has a key") }
        return key
    }
}

// MARK: - Volcengine

extension ServerFixture {
    /// Calls an action with a JSON body.
    package func call(
        _ action: String, _ body: String = "{}", as key: IssuedAccessKey? = nil, version: String = "2022-01-01",
        headers: HTTPFields = [:]
    ) async -> HTTPReply {
        var head = HTTPRequest(
            method: .post, scheme: "http", authority: "127.0.0.1:8080", path: "/?Action=\(action)&Version=\(version)",
            headerFields: headers)
        if head.headerFields[.contentType] == nil { head.headerFields[.contentType] = "application/json" }
        return await volcengine(head, Array(body.utf8), as: key)
    }

    /// Signs a request as Volcengine's SDKs do, as a manager unless another key is given, and sends it.
    package func volcengine(
        _ head: HTTPRequest, _ body: [UInt8] = [], as key: IssuedAccessKey? = nil, at time: Timestamp = .now
    ) async -> HTTPReply {
        let key = key ?? self.key(.manager)
        var head = head
        head.headerFields.makeUnique()
        VolcengineSigner(accessKeyID: key.id, secretAccessKey: key.secret, region: "cn-beijing")
            .sign(&head, body: body, at: time)
        return await application.respond(to: HTTPCall(head: head, body: .complete(body)))
    }
}

// MARK: - REST

extension ServerFixture {
    /// Signs a request as Huawei Cloud's SDKs do, as a manager unless another key is given, and sends it. What an operation
    /// of the operator API answers has to be as it describes it.
    package func request(
        _ method: HTTPRequest.Method, _ path: String, _ body: String = "", type: String = "application/json",
        as key: IssuedAccessKey? = nil, headers: HTTPFields = [:], at time: Timestamp = .now
    ) async -> HTTPReply {
        let key = key ?? self.key(.manager)
        let bytes = Array(body.utf8)
        var head = HTTPRequest(
            method: method, scheme: "http", authority: "127.0.0.1:8080", path: path, headerFields: headers)
        head.headerFields[.contentType] = type
        head.headerFields.makeUnique()
        HuaweiSigner(accessKeyID: key.id, secretAccessKey: key.secret).sign(&head, body: bytes, at: time)
        let reply = await application.respond(to: HTTPCall(head: head, body: .complete(bytes)))
        checkDescription(of: reply, to: method, path)
        return reply
    }

    /// Sends a body piece by piece, signed as Huawei Cloud's SDKs do, in a way that does not cover the body unless asked
    /// for, and ends or interrupts it.
    package func stream(
        _ path: String, _ pieces: [[UInt8]], type: String = "text/csv", as key: IssuedAccessKey? = nil,
        headers: HTTPFields = [:], coversBody: Bool = false, interruptedBy interruption: RESTBody.Interruption? = nil
    ) async -> HTTPReply {
        let key = key ?? self.key(.metering)
        var head = HTTPRequest(
            method: .post, scheme: "http", authority: "127.0.0.1:8080", path: path, headerFields: headers)
        head.headerFields[.contentType] = type
        head.headerFields.makeUnique()
        HuaweiSigner(accessKeyID: key.id, secretAccessKey: key.secret)
            .sign(&head, body: coversBody ? Array(pieces.joined()) : nil, at: .now)
        let body = RESTBody {}
        for piece in pieces { body.give(piece) }
        body.end(interruption)
        return await application.respond(to: HTTPCall(head: head, body: .stream(body)))
    }

    /// A request signed as Huawei Cloud's SDKs do, as a manager.
    package func signed(_ head: HTTPRequest, _ body: String, at time: Timestamp = .now) -> HTTPRequest {
        var head = head
        HuaweiSigner(accessKeyID: key(.manager).id, secretAccessKey: key(.manager).secret)
            .sign(&head, body: Array(body.utf8), at: time)
        return head
    }

    /// Sends a request as it is.
    package func send(_ head: HTTPRequest, _ body: String) async -> HTTPReply {
        await application.respond(to: HTTPCall(head: head, body: .complete(Array(body.utf8))))
    }

    /// Sends a request as it is.
    package func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: String = "", headers: HTTPFields = [:],
        from address: String = ""
    ) async -> HTTPReply {
        let head = HTTPRequest(
            method: method, scheme: "http", authority: "127.0.0.1:8080", path: path, headerFields: headers)
        return await application.respond(
            to: HTTPCall(head: head, body: .complete(Array(body.utf8)), remoteAddress: address))
    }
}

// MARK: - Answers

extension HTTPReply {
    package var text: String { String(decoding: body, as: UTF8.self) }

    /// What Volcengine's face answers as `Result`, as it stands in the body; `nil` where there is none.
    package var result: String? {
        guard status == 200, let range = text.firstRange(of: #","Result":"#) else { return nil }
        return String(text[range.upperBound...].dropLast())
    }

    /// A header by its name.
    package func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { headers[$0] }
    }
}

extension HTTPFields {
    /// Adds a header by which the request differs from every other, as the same request signed twice in a second would be
    /// a repetition. One that is there already stays.
    fileprivate mutating func makeUnique() {
        guard let name = HTTPField.Name("X-Request-Nonce") else { return }
        self[name] = self[name] ?? String(UInt64.random(in: 0...UInt64.max))
    }

    /// Headers spelled out in a test.
    package init(named fields: [String: String]) {
        self.init()
        for (name, value) in fields {
            guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no name of a header") }
            self[name] = value
        }
    }
}
