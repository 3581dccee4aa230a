/// What became of a request, by its HTTP status: the few classes that requests are counted by.
package enum RequestOutcome: Int, Sendable, CaseIterable {
    case success
    /// The request is wrong in itself.
    case invalid
    /// It is not certain who calls.
    case unauthenticated
    /// The caller may not do this.
    case denied
    case notFound
    /// It does not go together with what is there.
    case conflict
    /// It came too soon after others.
    case throttled
    /// The server cannot answer at present.
    case unavailable
    /// The server is at fault.
    case failed

    /// The value of the label.
    package var label: String { self == .notFound ? "not_found" : "\(self)" }

    package init(status: Int) {
        self =
            switch status {
            case ..<400: .success
            case 401: .unauthenticated
            case 403: .denied
            case 404: .notFound
            case 409, 412: .conflict
            case 429: .throttled
            case 502, 503, 504: .unavailable
            case 500...: .failed
            default: .invalid
            }
    }
}
