import AsyncHTTPClient
import Logging
import ServiceLifecycle
import TelepoolClient
import TelepoolDomain
import TelepoolJSON
import TelepoolOperator
import TelepoolServer
import TelepoolTestSupport
import Testing

struct `The operator client` {
    /// Runs `body` with a client of a server that listens on a real port.
    private func withClient(
        secret: String? = nil, _ body: (OperatorClient, ServerFixture) async throws -> Void
    ) async throws {
        let server = try await ServerFixture()
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        let service = HTTPService(
            server.application, configuration: .init(host: "127.0.0.1", port: 0), logger: logger
        ) { continuation.yield($0) }
        let group = ServiceGroup(services: [service], logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = ports.makeAsyncIterator()
            let port = try #require(await iterator.next())
            let key = server.key(.manager)
            let http = HTTPClient(eventLoopGroupProvider: .singleton)
            let client = try OperatorClient(
                ClientConfiguration(
                    endpoint: "http://127.0.0.1:\(port)/", accessKeyID: key.id, secretAccessKey: secret ?? key.secret),
                http: http)
            let result: Result<Void, any Error>
            do {
                result = .success(try await body(client, server))
            } catch {
                result = .failure(error)
            }
            try await http.shutdown()
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            try result.get()
        }
    }

    private func pool(_ server: ServerFixture) async throws -> NumberPoolNo {
        try await server.domain.write {
            try $0.numberPools.create(name: "a", serviceType: .ordinary, subServiceType: .voiceSIP).no
        }
    }

    @Test func `sends a file in batches and tells its own lines`() async throws {
        try await withClient { client, server in
            let pool = try await pool(server)
            var text = "\n\"number\"\r\n"
            for row in 0..<12_000 { text += row % 4000 == 3999 ? "\"bad\n\(row)\"\n" : "138\(10_000_000 + row)\n" }
            var pieces = stride(from: 0, to: text.utf8.count, by: 50_000).map { start in
                Array(text.utf8.dropFirst(start).prefix(50_000))
            }[...]
            var (progress, batches): ([CSVUpload.Progress], [ImportSummary]) = ([], [])
            let summary = try await CSVUpload(client, ImportNumbers.self, path: ["number_pool_no": pool.rawValue])
                .send(nextPiece: { pieces.popFirst() ?? [] }) {
                    progress.append($0)
                    batches.append($1)
                }
            #expect((summary.accepted, summary.duplicate) == (11_997, 0))
            #expect(summary.rejections.map(\.line) == [4002, 8003, 12004])
            #expect(summary.rejections.allSatisfy { $0.code == "InvalidRow" })
            #expect(progress.map(\.rows) == [5000, 10_000, 12_000])
            #expect(progress.last?.bytes == text.utf8.count)
            #expect(batches.map(\.accepted) == [4999, 4999, 1999])
            #expect(batches.map { $0.rejections.map(\.line) } == [[4002], [8003], [12004]])
            #expect(try await server.domain.read { try $0.numberPools.find(pool)?.numberCount } == 11_997)
        }
    }

    @Test func `has the columns checked even where there are no rows`() async throws {
        try await withClient { client, server in
            let pool = try await pool(server)
            let upload = CSVUpload(client, ImportNumbers.self, path: ["number_pool_no": pool.rawValue])
            var pieces = [Array("msisdn\n".utf8)][...]
            await #expect(throws: ClientError.self) {
                try await upload.send(nextPiece: { pieces.popFirst() ?? [] }, progress: { _, _ in })
            }
            await #expect(throws: CSVUpload.Unreadable.self) {
                try await upload.send(nextPiece: { [] }, progress: { _, _ in })
            }
        }
    }

    @Test func `tells what the server refused`() async throws {
        try await withClient { client, _ in
            let error = await #expect(throws: ClientError.self) {
                try await client.call(
                    ImportNumbers.self, path: ["number_pool_no": "NP1"], body: Array("number\n1380000\n".utf8),
                    type: "text/csv")
            }
            #expect(error?.description == "There is no number pool NP1. (UnknownNumberPool, 404)")
        }
        try await withClient(secret: "wrong") { client, _ in
            let error = await #expect(throws: ClientError.self) {
                try await client.call(CreatePricePlan.self, body: Array("{}".utf8))
            }
            #expect(error?.description == "verify aksk signature fail (Unauthorized, 401)")
        }
    }

    @Test(arguments: ["127.0.0.1:8080", "ftp://a", "http://", "http://a/b", ""])
    func `needs an endpoint`(endpoint: String) async throws {
        let http = HTTPClient(eventLoopGroupProvider: .singleton)
        #expect(throws: ClientError.invalidEndpoint(endpoint)) {
            try OperatorClient(
                ClientConfiguration(endpoint: endpoint, accessKeyID: "a", secretAccessKey: "b"), http: http)
        }
        try await http.shutdown()
    }
}
