package import HTTPTypes

/// An answer as the faces' endpoints give it, with what the access log tells of it.
package struct HTTPReply: Sendable {
    package var status: Int
    package var headers: HTTPFields
    package var body: [UInt8]
    /// The operation, by its name in the registry; a dash where none was found.
    package var operation = "-"
    /// The code of the error, where it is one.
    package var errorCode: String?
    package var requestID: String
    /// Whether the connection cannot be used any more, because the rest of the request is not read.
    package var closesConnection = false

    package init(status: Int, headers: HTTPFields, body: [UInt8], requestID: String) {
        self.status = status
        self.headers = headers
        self.body = body
        self.requestID = requestID
    }
}
