import AsyncHTTPClient
package import HTTPTypes
import NIOCore
import NIOHTTP1

/// What a server answered.
package struct HTTPAnswer: Sendable {
    package var status: Int
    package var headers: HTTPFields
    package var body: [UInt8]

    package init(status: Int, headers: HTTPFields, body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// Sends a request with its body and waits so long for the answer.
///
/// - Throws: `CancellationError`; anything else means that no answer came.
package typealias HTTPExchange = @Sendable (HTTPRequest, [UInt8], Duration) async throws -> HTTPAnswer

extension HTTPClient {
    /// The longest answer, in bytes.
    private static let answerLimit = 64 << 20

    /// Exchanges over connections of this client.
    var exchange: HTTPExchange {
        { head, body, timeout in
            var request = HTTPClientRequest(
                url: "\(head.scheme ?? "http")://\(head.authority ?? "")\(head.path ?? "/")")
            request.method = HTTPMethod(rawValue: head.method.rawValue)
            for field in head.headerFields { request.headers.add(name: field.name.rawName, value: field.value) }
            request.body = .bytes(body)
            do {
                let response = try await self.execute(request, timeout: TimeAmount(timeout))
                var fields = HTTPFields()
                for (name, value) in response.headers {
                    guard let name = HTTPField.Name(name) else { continue }
                    fields.append(HTTPField(name: name, value: value))
                }
                return HTTPAnswer(
                    status: Int(response.status.code), headers: fields,
                    body: Array(buffer: try await response.body.collect(upTo: Self.answerLimit)))
            } catch {
                // The client has errors of its own for what was cancelled.
                try checkCancellation()
                throw error
            }
        }
    }
}

/// The client has a type of its own that is called `Task`.
private func checkCancellation() throws { try Task.checkCancellation() }
