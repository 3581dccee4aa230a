import TelepoolDomain
import TelepoolSQL
import TelepoolSecrets
import TelepoolTestSupport
import Testing

@testable import TelepoolServer

struct `Another master key` {
    private func secrets(_ server: ServerFixture) async throws -> [(id: String, secret: [UInt8])] {
        let environment = server.domain.environment
        return try await server.domain.database.read {
            try SystemScope(transaction: $0, environment: environment).accessKeys.sealedSecrets(after: "", limit: 99)
        }
    }

    @Test func `seals what the former one sealed, once`() async throws {
        let server = try await ServerFixture()
        let (former, new) = (server.masterKey, MasterKey())
        let before = try await secrets(server)
        #expect(before.count == Role.allCases.count + 1)
        let rotation = MasterKeyRotation(masterKey: new.opening([former]))
        let counts = try await rotation.run(on: server.domain.database)
        #expect((counts.resealed, counts.current) == (before.count, 0))
        let after = try await secrets(server)
        for (old, current) in zip(before, after) {
            #expect(old.id == current.id)
            #expect(try new.open(current.secret, for: current.id) == former.open(old.secret, for: old.id))
            #expect((try? former.open(current.secret, for: current.id)) == nil)
        }
        let again = try await rotation.run(on: server.domain.database)
        #expect((again.resealed, again.current) == (0, before.count))
    }

    @Test func `changes nothing that it cannot open`() async throws {
        let server = try await ServerFixture()
        let before = try await secrets(server)
        await #expect(throws: (any Error).self) {
            _ = try await MasterKeyRotation(masterKey: MasterKey()).run(on: server.domain.database)
        }
        #expect(try await secrets(server).map(\.secret) == before.map(\.secret))
    }

    @Test func `is the first of a list`() throws {
        let (new, former) = (MasterKey(), MasterKey())
        let both = try #require(MasterKey(list: "\(new.hexadecimal)\n\(former.hexadecimal)\n"))
        #expect(try new.open(both.seal("s", for: "c"), for: "c") == "s")
        #expect(try both.open(former.seal("s", for: "c"), for: "c") == "s")
        #expect(both.sealed(try new.seal("s", for: "c"), for: "c"))
        #expect(!both.sealed(try former.seal("s", for: "c"), for: "c"))
        #expect((try? both.open(MasterKey().seal("s", for: "c"), for: "c")) == nil)
        #expect(MasterKey(list: "\(new.hexadecimal),x") == nil)
        #expect(MasterKey(list: " \n") == nil)
    }
}
