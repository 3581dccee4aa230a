import HTTPTypes
import TelepoolREST

/// What a body of usage records is written in.
struct UsageFormat: Sendable {
    /// One JSON object a line rather than comma-separated values.
    var isJSON: Bool
    var isGzip: Bool

    init(_ request: RESTRequest) throws(OperatorError) {
        switch request.mediaType {
        case "text/csv": isJSON = false
        case "application/x-ndjson": isJSON = true
        default: throw .invalidParameter("The body has to be of the type text/csv or application/x-ndjson.")
        }
        switch request.headers[.contentEncoding]?.lowercased() {
        case nil, "identity": isGzip = false
        case "gzip", "x-gzip": isGzip = true
        default: throw .invalidParameter("The body can be encoded with gzip only.")
        }
    }
}
