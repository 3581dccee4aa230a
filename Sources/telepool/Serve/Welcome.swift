import Foundation
import TelepoolOperator
import TelepoolSQLite
import TelepoolServer
import TelepoolTime

/// What a newcomer needs to know. Secrets that were generated are shown here and nowhere else.
struct Welcome {
    let settings: ServeSettings
    let report: Bootstrap.Report

    /// What was made or changed at this start.
    func printChanges() {
        var lines = ["Data: \(dataLocation)"]
        if let clock = settings.clockStart { lines.append("THE CLOCK IS A TEST CLOCK, started at \(clock)") }
        lines += report.changes.map { "Changed: \($0)" }
        if report.isFirstStart { lines += credentials }
        if !report.isFirstStart, let secret = report.generatedSecret {
            lines.append("Secret access key of \(report.accessKeyID), shown this once: \(secret)")
        }
        print(lines)
    }

    /// Where the service is, once it listens.
    func printEndpoint(port: Int) {
        let endpoint = endpoint(port: port)
        print(
            (report.isFirstStart ? firstCall(endpoint) : []) + [
                "Telepool \(Version.current) is listening on \(endpoint)"
            ])
    }

    /// Where the metrics are.
    static func printMetrics(host: String, port: Int) {
        let host = host.contains(":") ? "[\(host)]" : host
        FileHandle.standardOutput.write(Data("Metrics are on http://\(host):\(port)/metrics\n".utf8))
    }

    private func print(_ lines: [String]) {
        FileHandle.standardOutput.write(Data((lines.joined(separator: "\n") + "\n").utf8))
    }

    private func endpoint(port: Int) -> String {
        let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
        return "\(settings.tls == nil ? "http" : "https")://\(host):\(port)"
    }

    private var dataLocation: String {
        settings.database == .sqlite(.memory) ? "in memory, gone when the service stops" : "\(settings.database)"
    }

    private var credentials: [String] {
        let given = "(as given in the environment)"
        var lines = [
            "", "Administrator of account \(report.account):",
            "  access key id      \(report.accessKeyID)",
            "  secret access key  \(report.generatedSecret ?? given)",
            "  user name          \(report.user)",
            "  password           \(report.generatedPassword ?? given)",
        ]
        if report.generatedSecret != nil || report.generatedPassword != nil {
            lines.append("  What was generated is shown this once and kept nowhere in clear: keep it.")
        }
        return lines
    }

    private func firstCall(_ endpoint: String) -> [String] {
        [
            "", "The official SDKs work against it by changing the endpoint:",
            "  Volcengine VMS     configuration.host = \"\(endpoint.split(separator: "/").last ?? "")\"",
            "  Huawei Cloud GSL   GslClient.new_builder().with_endpoint(\"\(endpoint)\")",
            "Load an inventory with: telepool plans create, sims import, sim-pools create, usage import, numbers import",
            "",
        ]
    }
}
