import ArgumentParser
import Foundation
import Logging
import ServiceLifecycle
import TelepoolDomain
import TelepoolSQL
import TelepoolSecrets
import TelepoolServer
import UnixSignals

/// `telepool serve`
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the service.",
        discussion: """
            Every option can also be given as an environment variable (--data-dir as TELEPOOL_DATA_DIR) and in a \
            configuration file (data-dir: PATH); the command line wins over the environment, the environment over the \
            file.

            The first start creates the database, a master key and an administrator, whose secrets it prints once unless \
            they are given as TELEPOOL_ROOT_ACCESS_KEY_ID, TELEPOOL_ROOT_SECRET_ACCESS_KEY, TELEPOOL_ROOT_USER, \
            TELEPOOL_ROOT_PASSWORD and TELEPOOL_ROOT_ACCOUNT.
            """)

    @Option(help: ArgumentHelp("Address and port to listen on. (default: 127.0.0.1:8080)", valueName: "host:port"))
    var listen: String?

    @Option(
        help: ArgumentHelp("Where the database and the master key lie. (default: ./telepool-data)", valueName: "path"))
    var dataDir: String?

    @Option(
        help: ArgumentHelp(
            "sqlite:PATH, sqlite::memory: or postgresql://… (default: a file in the data directory)", valueName: "url"))
    var database: String?

    @Option(help: ArgumentHelp("Connections to PostgreSQL at once. (default: 16)", valueName: "count"))
    var databaseConnections: String?

    @Option(help: ArgumentHelp("PostgreSQL servers that follow the database, to read from.", valueName: "url"))
    var readReplica: String?

    @Option(help: ArgumentHelp("Certificate chain for TLS, as PEM.", valueName: "file"))
    var tlsCertificate: String?

    @Option(help: ArgumentHelp("Private key for TLS, as PEM.", valueName: "file"))
    var tlsKey: String?

    @Flag(help: "Allow to listen on other addresses than this machine's own without TLS.")
    var insecure = false

    @Option(
        help: ArgumentHelp(
            "Address and port for /metrics, without TLS and open to everybody who reaches it.",
            valueName: "host:port"))
    var metricsListen: String?

    @Flag(help: "Let everybody read /metrics, and not only administrators.")
    var publicMetrics = false

    @Option(
        help: ArgumentHelp(
            "trace, debug, info, notice, warning, error or critical. (default: info)", valueName: "level"))
    var logLevel: String?

    @Option(help: ArgumentHelp("text or json. (default: text)", valueName: "format"))
    var logFormat: String?

    @Option(
        help: ArgumentHelp(
            "Start a test clock at this instant. Cycles and creation times go by it; signatures do not.",
            valueName: "time"))
    var clock: String?

    @Option(help: ArgumentHelp("Number pools an account may have. (default: 1000)", valueName: "count"))
    var maxNumberPools: String?

    @Option(
        help: ArgumentHelp(
            """
            How often a user may call an operation of Huawei Cloud's interface: none, vendor (5 a second, ListSimCards and \
            ListSimPricePlans once), or calls a second such as 10 or 10,ListSimCards=2. (default: none)
            """, valueName: "limits"))
    var rateLimit: String?

    @Option(
        help: ArgumentHelp(
            "How long a work order waits before it is carried out, in seconds, 0 to 604800. (default: 0)",
            valueName: "seconds"))
    var workOrderDelay: String?

    @Option(
        help: ArgumentHelp(
            """
            How long usage records are kept and taken after their own billing cycle: whole cycles, and days after these, \
            0+0 to 120+366. (default: 2+32)
            """, valueName: "cycles+days"))
    var usageRetention: String?

    @Option(help: ArgumentHelp("Configuration file, in YAML.", valueName: "file"))
    var config: String?

    func run() async throws {
        let variables = ProcessInfo.processInfo.environment
        let settings = try await ServeSettings(
            flags: flags, environment: variables, file: config ?? variables["TELEPOOL_CONFIG"])
        LoggingSystem.bootstrap(
            { LineLogHandler(format: settings.logFormat, level: settings.logLevel, metadataProvider: $1) },
            metadataProvider: .trace)
        let logger = Logger(label: "telepool")
        try await ServeProcess(settings: settings, variables: variables, logger: logger).run()
    }

    /// What the command line says, by the names of the options.
    private var flags: [String: String] {
        let options = [
            "listen": listen, "data-dir": dataDir, "database": database,
            "database-connections": databaseConnections, "read-replica": readReplica, "tls-certificate": tlsCertificate,
            "tls-key": tlsKey, "insecure": insecure ? "true" : nil, "log-level": logLevel, "log-format": logFormat,
            "metrics-listen": metricsListen, "public-metrics": publicMetrics ? "true" : nil,
            "clock": clock, "max-number-pools": maxNumberPools, "rate-limit": rateLimit,
            "work-order-delay": workOrderDelay, "usage-retention": usageRetention,
        ]
        return options.compactMapValues { $0 }
    }
}
