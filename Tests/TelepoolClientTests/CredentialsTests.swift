import HTTPTypes
import Synchronization
import TelepoolClient
import TelepoolTestSupport
import Testing

struct `Credentials of the client` {
    /// The headers of one call.
    private func headers(
        _ credentials: Credentials, _ call: (ClientConfiguration, @escaping HTTPExchange) async throws -> Void
    ) async throws -> [String: String] {
        let request = Mutex<HTTPRequest?>(nil)
        let configuration = ClientConfiguration(endpoint: "https://a:443/", credentials: credentials, retries: .never)
        try await call(configuration) { head, _, _ in
            request.withLock { $0 = head }
            return HTTPAnswer(status: 200, headers: [:], body: Array(#"{"ResponseMetadata":{},"count":0}"#.utf8))
        }
        let head = try #require(request.withLock { $0 })
        #expect(head.authority == "a")
        let fields = head.headerFields.map { ($0.name.canonicalName, $0.value) }
        return Dictionary(uniqueKeysWithValues: fields)
    }

    @Test func `sign and send the token of a temporary key`() async throws {
        let key = Credentials.accessKey(id: "AK", secret: "s", sessionToken: "STS")
        let volcengine = try await headers(key) {
            _ = try await VolcengineClient($0, ClientEnvironment(), exchange: $1).call(action: "A")
        }
        let huawei = try await headers(key) {
            _ = try await HuaweiClient($0, ClientEnvironment(), exchange: $1).call("GET", "/v1/tags")
        }
        for fields in [volcengine, huawei] {
            #expect(fields["x-security-token"] == "STS")
            #expect(fields["authorization"]?.contains("x-security-token") == true)
        }
    }

    @Test func `send no token that there is not`() async throws {
        let fields = try await headers(.accessKey(id: "AK", secret: "s")) {
            _ = try await HuaweiClient($0, ClientEnvironment(), exchange: $1).call("GET", "/v1/tags")
        }
        #expect(fields["x-security-token"] == nil)
        #expect(fields["x-auth-token"] == nil)
    }

    @Test func `send a token of IAM and sign nothing`() async throws {
        let fields = try await headers(.iamToken("T")) {
            _ = try await OperatorClient($0, ClientEnvironment(), exchange: $1).call("GET", "/telepool/v1/orders")
        }
        #expect(fields["x-auth-token"] == "T")
        #expect(fields["authorization"] == nil)
    }
}
