import ArgumentParser
import AsyncHTTPClient
import Foundation
import NIOSSL
import TelepoolClient
import TelepoolTerminal

/// Where the server is, as whom to call it and how to show what it answers: from the command line, the environment or a
/// profile.
struct ServerOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The server. (default: http://127.0.0.1:8080)", valueName: "url"))
    var endpoint: String?

    @Option(help: "Access key id.")
    var accessKeyId: String?

    @Option(help: "Secret access key. Better given as TELEPOOL_SECRET_ACCESS_KEY, which other users cannot see.")
    var secretAccessKey: String?

    @Option(
        help: ArgumentHelp(
            "Trust the certificate authorities in this PEM file, for TLS of your own.", valueName: "file"),
        completion: .file())
    var caFile: String?

    @Option(help: "The profile to use, as telepool config list shows them.", completion: .profiles)
    var profile: String?

    @Option(name: [.short, .long], help: "table, json, yaml, csv or quiet, which is only what identifies each thing.")
    var output: OutputFormat?

    /// The settings in force.
    ///
    /// - Throws: ``CommandError``.
    func settings() throws -> Settings {
        try Settings(
            flags: [
                .endpoint: endpoint, .accessKeyID: accessKeyId, .secretAccessKey: secretAccessKey, .caFile: caFile,
                .output: output?.rawValue,
            ].compactMapValues { $0 }, profile: profile, environment: ProcessInfo.processInfo.environment)
    }

    /// Runs `body` with a session, and closes its connections afterwards.
    func withSession(_ body: (Session) async throws -> Void) async throws {
        let plain = Console(format: output ?? .table)
        try await plain.reporting {
            let settings = try settings()
            let console = Console(format: try settings.outputFormat())
            try await console.reporting(endpoint: settings.endpoint) {
                let http = try HTTPClient(settings)
                do {
                    try await body(Session(settings, console: console, flag: output, http: http))
                    try await http.shutdown()
                } catch {
                    try? await http.shutdown()
                    throw error
                }
            }
        }
    }
}

extension HTTPClient {
    convenience init(_ settings: Settings, timeout: HTTPClient.Configuration.Timeout? = nil) throws {
        var configuration = HTTPClient.Configuration()
        // The client above it tries again, and soon says so.
        configuration.connectionPool.retryConnectionEstablishment = false
        if let timeout { configuration.timeout = timeout }
        if let file = settings[.caFile] {
            guard FileManager.default.isReadableFile(atPath: file) else {
                throw CommandError(.usage, .cannotRead, file)
            }
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .file(file)
            configuration.tlsConfiguration = tls
        }
        self.init(eventLoopGroupProvider: .singleton, configuration: configuration)
    }
}

extension OutputFormat: ExpressibleByArgument {}
