import HTTPTypes
import Logging
import Synchronization
import TelepoolServer
import TelepoolTestSupport
import Testing

struct `A trace` {
    private static let header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    /// What the access log tells of a request with these headers.
    private func trace(_ headers: [(String, String)]) async throws -> TraceContext? {
        let entries = Entries()
        let server = try await ServerFixture(accessLog: { entries.add($0) })
        var fields = HTTPFields()
        for (name, value) in headers {
            fields.append(HTTPField(name: try #require(HTTPField.Name(name)), value: value))
        }
        let reply = await server.send(.get, "/v3", headers: fields)
        #expect(reply.status == 200)
        // Nothing of it is sent back.
        #expect(!reply.headers.contains { $0.name.canonicalName.hasPrefix("trace") || $0.value.contains("4bf92f") })
        return try #require(entries.all.first).trace
    }

    @Test(arguments: [header, "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-later-versions-add"])
    func `is in the access log`(value: String) async throws {
        let trace = try #require(try await trace([("traceparent", value)]))
        #expect((trace.traceID, trace.spanID) == ("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"))
    }

    @Test(arguments: [
        "", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7", "\(header)-x", "\(header)0",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01",
        "0g-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0X",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.x", "\(header),\(header)",
    ])
    func `that is not written as it should be is none`(value: String) async throws {
        #expect(try await trace([("traceparent", value)]) == nil)
    }

    @Test func `that comes twice is none`() async throws {
        #expect(try await trace([("traceparent", Self.header), ("traceparent", Self.header)]) == nil)
    }

    @Test func `is told of whatever is logged meanwhile`() throws {
        let trace = try #require(TraceContext(parsing: Self.header))
        #expect(Logger.MetadataProvider.trace.get() == [:])
        TraceContext.$current.withValue(trace) {
            #expect(
                Logger.MetadataProvider.trace.get() == [
                    "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736", "span_id": "00f067aa0ba902b7",
                ])
        }
    }
}

/// The entries of an access log. A class, because the application and the test share it.
private final class Entries: Sendable {
    private let entries = Mutex<[AccessLogEntry]>([])

    var all: [AccessLogEntry] { entries.withLock { $0 } }

    func add(_ entry: AccessLogEntry) {
        entries.withLock { $0.append(entry) }
    }
}
