import TelepoolDomain
import TelepoolSQL
import TelepoolTestSupport
import TelepoolTime
import Testing

struct `Accounts, users and keys` {
    private func system<Result: Sendable>(
        _ fixture: DomainFixture, _ body: @escaping @Sendable (SystemScope) throws -> Result
    ) async throws -> Result {
        try await fixture.database.write { try body(SystemScope(transaction: $0, environment: fixture.environment)) }
    }

    @Test func `have different names and a project`() async throws {
        let fixture = try await DomainFixture()
        await #expect(throws: DomainError.access(.accountExists("ours"))) {
            _ = try await system(fixture) { try $0.accounts.create(name: "ours") }
        }
        let id = fixture.account.id
        #expect(try await system(fixture) { try $0.accounts.find(name: "ours") } == fixture.account)
        #expect(try await system(fixture) { try $0.accounts.find(id: id) } == fixture.account)
        let domain = fixture.account.domainID
        #expect(try await system(fixture) { try $0.accounts.find(domainID: domain) } == fixture.account)
        let projects = try await fixture.read { try $0.projects.all() }
        #expect(projects.map(\.name) == ["cn-north-4"])
        #expect(try await fixture.read { try $0.ownAccount() } == fixture.account)
        #expect(projects[0].id.wholeMatch(of: /[0-9a-f]{32}/) != nil)
    }

    @Test func `users are unique within their account`() async throws {
        let fixture = try await DomainFixture()
        let create = { @Sendable (scope: TenantScope) in
            try scope.users.create(name: "admin", role: .manager, passwordHash: nil)
        }
        let user = try await fixture.write(create)
        await #expect(throws: DomainError.access(.userExists("admin"))) { _ = try await fixture.write(create) }
        await #expect(throws: Never.self) { _ = try await fixture.write(as: fixture.other, create) }
        #expect(try await fixture.read { try $0.users.find(name: "admin") } == user)
        #expect(try await fixture.read(as: fixture.other) { try $0.users.find(id: user.id) } == nil)
    }

    @Test func `keys carry the role of their user`() async throws {
        let fixture = try await DomainFixture()
        let account = fixture.account.id
        let user = try await fixture.write { try $0.users.create(name: "u", role: .reader, passwordHash: nil) }
        let create = IssuedAccessKey(id: "AK", secret: "s")
        try await system(fixture) { try $0.accessKeys.create(create, for: user.id, in: account) }
        let key = try #require(try await system(fixture) { try $0.accessKeys.find(id: "AK") })
        #expect((key.account, key.user, key.role) == (account, user.id, .reader))
        #expect(key.sealedSecret == Array("AK:s".utf8))
        try await system(fixture) { try $0.accessKeys.setSecret(of: IssuedAccessKey(id: "AK", secret: "t")) }
        #expect(try await system(fixture) { try $0.accessKeys.find(id: "AK")?.sealedSecret } == Array("AK:t".utf8))
        #expect(
            try await system(fixture) {
                try $0.tenant(account).accessKeys.list(of: user.id, after: "", limit: 9).map(\.id)
            } == ["AK"])
        let issued = try await system(fixture) { try $0.accessKeys.issue(to: user.id, in: account) }
        #expect(issued.id.wholeMatch(of: /AKTP[A-Z2-7]{16}/) != nil)
        #expect(issued.secret.wholeMatch(of: /[A-Za-z0-9]{40}/) != nil)
        #expect(try await system(fixture) { try $0.accessKeys.find(id: issued.id)?.user } == user.id)
        try await system(fixture) { try $0.accessKeys.delete(id: "AK") }
        #expect(try await system(fixture) { try $0.accessKeys.find(id: "AK") } == nil)
    }

    @Test func `tokens end by revocation, by a new password and by being swept`() async throws {
        let fixture = try await DomainFixture()
        let account = fixture.account
        let user = try await fixture.write { try $0.users.create(name: "u", role: .manager, passwordHash: "h") }
        let project = try await fixture.read { try $0.projects.all().first }
        let issue = { @Sendable (digest: UInt8) in
            try await system(fixture) {
                try $0.tokens.create(
                    Token(
                        digest: [digest], account: account, user: user, project: digest == 1 ? project : nil,
                        issuedAt: .example, expiresAt: .example.adding(seconds: 10)))
            }
        }
        let find = { @Sendable (digest: UInt8) in try await system(fixture) { try $0.tokens.find(digest: [digest]) } }
        try await issue(1)
        #expect(try await find(1)?.project == project)
        #expect(try await find(1)?.user.name == "u")
        try await system(fixture) { try $0.tokens.revoke(digest: [1]) }
        #expect(try await find(1) == nil)

        try await issue(2)
        #expect(try await find(2)?.project == nil)
        try await fixture.write { try $0.users.setPasswordHash("h2", of: user.id) }
        #expect(try await find(2) == nil)
        #expect(try await fixture.read { try $0.users.find(id: user.id)?.passwordHash } == "h2")

        try await issue(3)
        let (before, end) = (Timestamp.example.adding(seconds: 9), Timestamp.example.adding(seconds: 10))
        #expect(try await system(fixture) { try $0.accountWithExpired(at: before) } == nil)
        #expect(try await system(fixture) { try $0.sweep(at: before) } == 0)
        #expect(try await system(fixture) { try $0.accountWithExpired(at: end) } == fixture.account.id)
        #expect(try await system(fixture) { try $0.sweep(at: end) } == 1)
        #expect(try await system(fixture) { try $0.accountWithExpired(at: end) } == nil)
        #expect(try await find(3) == nil)
    }

    @Test func `settings are kept`() async throws {
        let fixture = try await DomainFixture()
        #expect(try await system(fixture) { try $0.settings["a"] } == nil)
        try await system(fixture) { try $0.settings.set("a", to: [1]) }
        try await system(fixture) { try $0.settings.set("a", to: [2]) }
        #expect(try await system(fixture) { try $0.settings["a"] } == [2])
    }

    @Test(arguments: Role.allCases, Role.allCases)
    func `roles include what is below them`(role: Role, required: Role) {
        let expected: [Role: Set<Role>] = [
            .administrator: [.administrator, .manager, .metering, .reader], .manager: [.manager, .metering, .reader],
            .metering: [.metering], .reader: [.reader],
        ]
        #expect(role.includes(required) == expected[role]?.contains(required))
    }
}

struct `Answers of repeated calls` {
    private let key = IdempotentAnswers.Key(text: "CreateNumberPool/1", lifetime: 600)
    private let answer = IdempotentAnswers.Answer(fingerprint: [1], body: [2])

    @Test func `are kept for their time, for their account`() async throws {
        let fixture = try await DomainFixture()
        let find = { @Sendable (account: Account, seconds: Int64) in
            try await fixture.read(as: account) {
                try $0.idempotentAnswers.find(key, at: .example.adding(seconds: seconds))
            }
        }
        try await fixture.write { try $0.idempotentAnswers.keep(answer, for: key, at: .example) }
        #expect(try await find(fixture.account, 0) == answer)
        #expect(try await find(fixture.account, 599) == answer)
        #expect(try await find(fixture.account, 600) == nil)
        #expect(try await find(fixture.other, 0) == nil)
        let later = IdempotentAnswers.Answer(fingerprint: [3], body: [4])
        try await fixture.write { try $0.idempotentAnswers.keep(later, for: key, at: .example.adding(seconds: 600)) }
        #expect(try await find(fixture.account, 601) == later)
    }
}
