import TelepoolDomain
import TelepoolSQL
import TelepoolSecrets
import TelepoolTestSupport
import Testing

@testable import TelepoolServer

struct `The first start and later ones` {
    private static func run(
        _ fixture: DomainFixture, _ root: Bootstrap.Root, masterKey: MasterKey
    ) async throws -> Bootstrap.Report {
        try await Bootstrap(root: root, masterKey: masterKey, environment: fixture.environment).run(
            on: fixture.database)
    }

    private static func fixture(_ masterKey: MasterKey) async throws -> DomainFixture {
        try await DomainFixture { try masterKey.seal($0, for: $1) }
    }

    @Test func `generate what is not given, and change nothing without need`() async throws {
        let masterKey = MasterKey()
        let fixture = try await Self.fixture(masterKey)
        #expect(try await !Bootstrap.isDone(on: fixture.database, environment: fixture.environment))
        let first = try await Self.run(fixture, .init(), masterKey: masterKey)
        #expect(try await Bootstrap.isDone(on: fixture.database, environment: fixture.environment))
        #expect(first.isFirstStart)
        #expect([first.account, first.user] == ["default", "admin"])
        let (secret, password) = (try #require(first.generatedSecret), try #require(first.generatedPassword))
        #expect(secret != password && secret.count >= 32)
        let later = try await Self.run(fixture, .init(), masterKey: masterKey)
        #expect(
            later == Bootstrap.Report(account: "default", user: "admin", accessKeyID: first.accessKeyID))

        // The key is an administrator's, and its secret is in the database sealed only.
        let key = try await fixture.database.read { [environment = fixture.environment] in
            try SystemScope(transaction: $0, environment: environment).accessKeys.find(id: first.accessKeyID)
        }
        #expect(key?.role == .administrator)
        #expect(try masterKey.open(try #require(key).sealedSecret, for: first.accessKeyID) == secret)
    }

    @Test func `rotate what differs and say so`() async throws {
        let masterKey = MasterKey()
        let fixture = try await Self.fixture(masterKey)
        let root = Bootstrap.Root(
            account: "acme", user: "root", password: "password 1", accessKeyID: "AKROOT0000000001",
            secretAccessKey: "secret-number-1")
        let first = try await Self.run(fixture, root, masterKey: masterKey)
        #expect(
            first
                == Bootstrap.Report(isFirstStart: true, account: "acme", user: "root", accessKeyID: "AKROOT0000000001"))
        var changed = root
        changed.account = "acme2"
        changed.user = "boss"
        changed.password = "password 2"
        changed.secretAccessKey = "secret-number-2"
        let second = try await Self.run(fixture, changed, masterKey: masterKey)
        #expect(
            second.changes == [
                "Account acme is now called acme2.", "User root is now called boss.",
                "The password of user boss was changed; its tokens are revoked.",
                "The secret of access key AKROOT0000000001 was changed.",
            ])
        changed.password = nil
        changed.accessKeyID = "AKROOT0000000002"
        changed.secretAccessKey = nil
        let third = try await Self.run(fixture, changed, masterKey: masterKey)
        #expect(third.changes == ["Access key AKROOT0000000001 was replaced by AKROOT0000000002."])
        #expect(third.generatedSecret != nil)
    }

    @Test func `need the same master key`() async throws {
        let masterKey = MasterKey()
        let fixture = try await Self.fixture(masterKey)
        _ = try await Self.run(fixture, .init(), masterKey: masterKey)
        await #expect(throws: Bootstrap.Problem.wrongMasterKey) {
            try await Self.run(fixture, .init(), masterKey: MasterKey())
        }
    }

    @Test(arguments: [
        Bootstrap.Root(account: ""), .init(user: "a\n"), .init(password: "short"), .init(accessKeyID: "a b c d e f g"),
        .init(accessKeyID: "short"), .init(secretAccessKey: "with blanks in it"),
    ])
    func `refuse what cannot be used`(root: Bootstrap.Root) async throws {
        let masterKey = MasterKey()
        let fixture = try await Self.fixture(masterKey)
        await #expect(throws: Bootstrap.Problem.self) { try await Self.run(fixture, root, masterKey: masterKey) }
        #expect(try await !Bootstrap.isDone(on: fixture.database, environment: fixture.environment))
    }
}
