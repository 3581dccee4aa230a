import Configuration
import Foundation
import Logging
import NIOSSL
import SystemPackage
import TelepoolDomain
import TelepoolServer
import TelepoolTime

/// What `telepool serve` was told, on the command line, in the environment or in a file, in this order.
struct ServeSettings {
    /// A setting that makes no sense, in words for the operator.
    struct Problem: Error, CustomStringConvertible {
        var description: String
    }

    var host: String
    var port: Int
    var dataDirectory: String
    var database: DatabaseLocation
    /// How many connections to PostgreSQL there may be at once.
    var databaseConnections: Int
    /// A connection string of servers that follow the database.
    var readReplica: String?
    var tls: TLSConfiguration?
    /// Where the metrics have a listener of their own.
    var metricsListen: (host: String, port: Int)?
    /// Who may read the metrics.
    var metricsAccess: MetricsAccess
    var logLevel: Logger.Level
    var logFormat: LogLine.Format
    /// Where a test clock starts; `nil` for the real clock.
    var clockStart: Timestamp?
    var numberPoolLimit: Int64
    /// `nil` for none.
    var rateLimits: RateLimits?
    /// In seconds.
    var workOrderDelay: Int64
    var usageRetention: UsageRetention

    /// The options, which are the keys of the configuration file too.
    static let names = [
        "clock", "data-dir", "database", "database-connections", "insecure", "listen", "log-format", "log-level",
        "max-number-pools", "metrics-listen", "public-metrics", "rate-limit", "read-replica", "tls-certificate",
        "tls-key", "usage-retention",
        "work-order-delay",
    ]

    /// - Parameters:
    ///   - flags: what the command line says, by the names of the options.
    ///   - environment: the variables of the process.
    ///   - file: a configuration file in YAML whose keys are the names of the options.
    init(flags: [String: String], environment: [String: String], file: String?) async throws {
        var providers: [any ConfigProvider] = [
            InMemoryProvider(
                name: "flags",
                values: Dictionary(
                    uniqueKeysWithValues: flags.map {
                        (AbsoluteConfigKey([$0.key]), ConfigValue(.string($0.value), isSecret: false))
                    })),
            EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: "telepool"),
        ]
        if let file {
            providers.append(try await FileProvider<YAMLSnapshot>(filePath: FilePath(file)))
            try Self.checkKeys(of: file)
        }
        let reader = ConfigReader(providers: providers)
        let text = { (name: String) in reader.string(forKey: ConfigKey([name])) }

        (host, port) = try Self.address("listen", text("listen") ?? "127.0.0.1:8080")
        metricsListen = try text("metrics-listen").map { try Self.address("metrics-listen", $0) }
        let isPublic = try Self.boolean("public-metrics", text("public-metrics") ?? "false")
        guard metricsListen == nil || !isPublic else {
            throw Problem(
                description: "--metrics-listen and --public-metrics exclude each other: give the one or the other.")
        }
        metricsAccess = metricsListen != nil ? .ownListener : isPublic ? .everyone : .administrators
        dataDirectory = text("data-dir") ?? "./telepool-data"
        database = try text("database").map { try DatabaseLocation($0) } ?? .standard(in: dataDirectory)
        readReplica = text("read-replica")
        if let readReplica {
            guard case .postgres = try DatabaseLocation(readReplica), case .postgres = database else {
                throw Problem(description: "--read-replica and --database both have to be postgresql://….")
            }
        }
        databaseConnections = Int(
            try Self.integer("database-connections", text("database-connections") ?? "16", 1...1000))
        tls = try Self.tls(certificate: text("tls-certificate"), key: text("tls-key"))
        logLevel = try Self.choice("log-level", text("log-level") ?? "info", Logger.Level.allCases)
        logFormat = try Self.choice("log-format", text("log-format") ?? "text", LogLine.Format.allCases)
        clockStart = try text("clock").map(Self.instant)
        numberPoolLimit = try Self.integer("max-number-pools", text("max-number-pools") ?? "1000", 0...1_000_000_000)
        rateLimits = try Self.rateLimits(text("rate-limit") ?? "none")
        workOrderDelay = try Self.integer("work-order-delay", text("work-order-delay") ?? "0", 0...604_800)
        usageRetention = try text("usage-retention").map(Self.usageRetention) ?? UsageRetention()
        let isInsecure = try Self.boolean("insecure", text("insecure") ?? "false")
        guard tls != nil || isInsecure || Self.isLoopback(host) else {
            throw Problem(
                description: """
                    Refusing to listen on \(host) without TLS: access keys sign requests, but passwords, tokens and \
                    everything in the answers would cross the network in clear. Give --tls-certificate and --tls-key, \
                    or --insecure if something else protects the connection.
                    """)
        }
    }

    /// Addresses that only this machine can reach.
    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.wholeMatch(of: /127\.\d{1,3}\.\d{1,3}\.\d{1,3}/) != nil
    }
}

// MARK: - Values

extension ServeSettings {
    /// `host:port`, the host in brackets if it is an IPv6 address.
    private static func address(_ name: String, _ text: String) throws(Problem) -> (String, Int) {
        guard let match = text.wholeMatch(of: /(?:\[([0-9A-Fa-f:.]+)\]|([^:\[\]]+)):(\d{1,5})/),
            let host = match.1 ?? match.2, let port = Int(match.3), port <= 65_535
        else { throw Problem(description: "--\(name) has to be HOST:PORT such as 127.0.0.1:8080, not \"\(text)\".") }
        return (String(host), port)
    }

    private static func tls(certificate: String?, key: String?) throws(Problem) -> TLSConfiguration? {
        guard certificate != nil || key != nil else { return nil }
        guard let certificate, let key else {
            throw Problem(description: "--tls-certificate and --tls-key belong together.")
        }
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(certificate).map(NIOSSLCertificateSource.certificate)
            let privateKey = try NIOSSLPrivateKey(file: key, format: .pem)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain, privateKey: .privateKey(privateKey))
            configuration.minimumTLSVersion = .tlsv12
            configuration.applicationProtocols = ["http/1.1"]
            // Tells whether the two belong together.
            _ = try NIOSSLContext(configuration: configuration)
            return configuration
        } catch {
            throw Problem(
                description: "Cannot use the certificate \(certificate) with the key \(key), both as PEM: \(error)")
        }
    }

    /// A key that nobody reads is a mistake, and not a setting that silently does not count.
    private static func checkKeys(of file: String) throws {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        for line in text.matches(of: /(?m)^["']?([^\s#"':-][^\s"':]*)["']?\s*:/) where !names.contains(String(line.1)) {
            throw Problem(
                description:
                    "\(file) sets \(line.1), which is no option. The options are \(names.joined(separator: ", ")).")
        }
    }

    private static func choice<Value: RawRepresentable<String>>(
        _ name: String, _ text: String, _ values: [Value]
    ) throws(Problem) -> Value {
        guard let value = Value(rawValue: text) else {
            let known = values.map(\.rawValue).joined(separator: ", ")
            throw Problem(description: "--\(name) has to be one of \(known), not \"\(text)\".")
        }
        return value
    }

    private static func integer(
        _ name: String, _ text: String, _ range: ClosedRange<Int64>
    ) throws(Problem) -> Int64 {
        guard let integer = Int64(text), range.contains(integer) else {
            throw Problem(
                description: "--\(name) has to be from \(range.lowerBound) to \(range.upperBound), not \"\(text)\".")
        }
        return integer
    }

    /// Whole cycles and days: `2+32`.
    private static func usageRetention(_ text: String) throws(Problem) -> UsageRetention {
        guard let match = text.wholeMatch(of: /(\d{1,3})\+(\d{1,3})/), let cycles = Int64(match.1),
            let days = Int64(match.2), cycles <= 120, days <= 366
        else {
            throw Problem(
                description: """
                    --usage-retention has to be whole billing cycles from 0 to 120 and days from 0 to 366, such as 2+32, \
                    not "\(text)".
                    """)
        }
        return UsageRetention(cycles: cycles, days: days)
    }

    private static func boolean(_ name: String, _ text: String) throws(Problem) -> Bool {
        switch text.lowercased() {
        case "true", "yes", "1": true
        case "false", "no", "0", "": false
        default: throw Problem(description: "--\(name) has to be true or false, not \"\(text)\".")
        }
    }

    private static func instant(_ text: String) throws(Problem) -> Timestamp {
        guard let instant = Timestamp(rfc3339: text) else {
            throw Problem(description: "--clock has to be a time such as 2022-09-22T18:57:15Z, not \"\(text)\".")
        }
        return instant
    }
}
