import ArgumentParser
import AsyncHTTPClient
import Configuration
import Foundation
import NIOSSL
import SystemPackage
import TelepoolClient

/// Where the server is and as whom to call it: from the command line, the environment or the user's own file.
struct ConnectionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The server. (default: http://127.0.0.1:8080)", valueName: "url"))
    var endpoint: String?

    @Option(help: "Access key id.")
    var accessKeyId: String?

    @Option(help: "Secret access key. Better given as TELEPOOL_SECRET_ACCESS_KEY, which other users cannot see.")
    var secretAccessKey: String?

    @Option(
        help: ArgumentHelp(
            "Trust the certificate authorities in this PEM file, for TLS of your own.", valueName: "file"))
    var caFile: String?

    /// Runs `body` with a client, and closes its connections afterwards.
    func withClient<Result>(_ body: (OperatorClient) async throws -> Result) async throws -> Result {
        let reader = try await reader()
        let text = { (name: String) in reader.string(forKey: ConfigKey([name])) }
        guard let accessKeyID = text("access-key-id"), let secret = text("secret-access-key") else {
            throw ValidationError(
                """
                No access key. Give --access-key-id and --secret-access-key, or set TELEPOOL_ACCESS_KEY_ID and \
                TELEPOOL_SECRET_ACCESS_KEY, or write access-key-id and secret-access-key into \(Self.filePath).
                """)
        }
        var configuration = HTTPClient.Configuration()
        // The client above it tries again, and soon says so.
        configuration.connectionPool.retryConnectionEstablishment = false
        if let file = text("ca-file") {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .file(file)
            configuration.tlsConfiguration = tls
        }
        let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            let client = try OperatorClient(
                OperatorClient.Configuration(
                    endpoint: text("endpoint") ?? "http://127.0.0.1:8080", accessKeyID: accessKeyID,
                    secretAccessKey: secret),
                http: http)
            let result = try await body(client)
            try await http.shutdown()
            return result
        } catch {
            try? await http.shutdown()
            throw error
        }
    }

    static var filePath: String {
        let variables = ProcessInfo.processInfo.environment
        let folder = variables["XDG_CONFIG_HOME"] ?? "\(variables["HOME"] ?? "")/.config"
        return "\(folder)/telepool/config.yaml"
    }

    private func reader() async throws -> ConfigReader {
        let flags = [
            "endpoint": endpoint, "access-key-id": accessKeyId, "secret-access-key": secretAccessKey,
            "ca-file": caFile,
        ].compactMapValues { $0 }
        let values = flags.map { (AbsoluteConfigKey([$0.key]), ConfigValue(.string($0.value), isSecret: true)) }
        return ConfigReader(providers: [
            InMemoryProvider(name: "flags", values: Dictionary(uniqueKeysWithValues: values)),
            EnvironmentVariablesProvider().prefixKeys(with: "telepool"),
            try await FileProvider<YAMLSnapshot>(filePath: FilePath(Self.filePath), allowMissing: true),
        ])
    }
}
