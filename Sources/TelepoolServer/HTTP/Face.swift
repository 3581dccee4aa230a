/// The front doors of the one listener.
package enum Face: String, Sendable, CaseIterable {
    case volcengine
    case huawei
    case iam
    case `operator`
    case health
    case metrics

    /// The face that a path belongs to. What no face knows is Huawei's, whose gateway has an answer for that.
    package init(path: some StringProtocol) {
        if path == "/" || path.isEmpty {
            self = .volcengine
        } else if path.hasPrefix("/v1/") {
            self = .huawei
        } else if path == "/v3" || path.hasPrefix("/v3/") || path.hasPrefix("/v3.0/") {
            self = .iam
        } else if path.hasPrefix("/telepool/") {
            self = .operator
        } else if path == "/healthz" || path == "/readyz" {
            self = .health
        } else if path == MetricsEndpoint.path {
            self = .metrics
        } else {
            self = .huawei
        }
    }

    /// The greatest body in bytes. Huawei documents 12 MB (`reference/huawei-gsl.md`, 2.6).
    package var bodyLimit: Int {
        switch self {
        case .volcengine: 1 << 20
        case .huawei: 12_000_000
        case .iam: 1 << 16
        case .operator: 4 << 20
        case .health, .metrics: 1 << 10
        }
    }
}
