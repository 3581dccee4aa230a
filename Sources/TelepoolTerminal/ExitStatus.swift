/// How a command ends, for scripts to tell by.
///
/// Besides these, a command that is interrupted ends by SIGINT (130 in a shell), and one whose output nobody reads any
/// more by SIGPIPE (141).
package enum ExitStatus: Int32, Sendable, CaseIterable {
    case success = 0
    /// Anything that has no status of its own: wrong counters, an unexpected answer, a database that cannot be used.
    case failure = 1
    /// Some rows of a file were not taken.
    case rejectedRows = 3
    /// What was named does not exist.
    case notFound = 4
    /// The key is wrong or may not do it.
    case denied = 5
    /// It contradicts what there is.
    case conflict = 6
    /// The server cannot be reached, or cannot answer now.
    case unavailable = 7
    /// The command was used wrongly, or the server refuses a value.
    case usage = 64

    /// What an answer with this status of HTTP means.
    package init(status: Int) {
        self =
            switch status {
            case 400, 405, 411, 413, 415, 422: .usage
            case 401, 403: .denied
            case 404: .notFound
            case 409, 412: .conflict
            case 408, 429, 502, 503, 504: .unavailable
            default: .failure
            }
    }

    /// What to do next.
    package var advice: Message? {
        switch self {
        case .success, .failure, .rejectedRows: nil
        case .notFound: .adviceNotFound
        case .denied: .adviceDenied
        case .conflict: .adviceConflict
        case .unavailable: .adviceUnavailable
        case .usage: .adviceUsage
        }
    }
}
