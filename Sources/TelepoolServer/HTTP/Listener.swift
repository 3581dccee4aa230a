/// Where a request came in.
package enum Listener: Sendable {
    /// Where the faces are.
    case main
    /// Where nothing but the metrics is.
    case metrics
}
