import HummingbirdCore
import HummingbirdTLS
package import Logging
import NIOCore
import NIOPosix
package import NIOSSL
import ServiceLifecycle

/// The listener: takes requests from the network to the application and its answers back.
package struct HTTPService: Service, CustomStringConvertible {
    package struct Configuration: Sendable {
        package var host: String
        /// 0 for any that is free.
        package var port: Int
        package var tls: TLSConfiguration?
        package var connectionLimit: Int
        package var listener: Listener

        package init(
            host: String, port: Int, tls: TLSConfiguration? = nil, connectionLimit: Int = 10_000,
            listener: Listener = .main
        ) {
            self.host = host
            self.port = port
            self.tls = tls
            self.connectionLimit = connectionLimit
            self.listener = listener
        }
    }

    package let description = "HTTPService"

    private let application: Application
    private let configuration: Configuration
    private let limits: HTTPConnection.Limits
    private let logger: Logger
    private let onListening: @Sendable (Int) -> Void

    /// - Parameter onListening: called with the port as soon as requests are taken.
    package init(
        _ application: Application, configuration: Configuration, logger: Logger,
        onListening: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.init(application, configuration: configuration, limits: .init(), logger: logger, onListening: onListening)
    }

    init(
        _ application: Application, configuration: Configuration, limits: HTTPConnection.Limits, logger: Logger,
        onListening: @escaping @Sendable (Int) -> Void
    ) {
        self.application = application
        self.configuration = configuration
        self.limits = limits
        self.logger = logger
        self.onListening = onListening
    }

    package func run() async throws {
        // What the library says about itself is of interest only when something is wrong.
        var libraryLogger = logger
        libraryLogger.logLevel = max(logger.logLevel, .warning)
        let connection = HTTPConnection(
            application: application, listener: configuration.listener,
            scheme: configuration.tls == nil ? "http" : "https", limits: limits)
        let server: any Service =
            if let tls = configuration.tls {
                server(try TLSChannel(connection, tlsConfiguration: tls), libraryLogger)
            } else {
                server(connection, libraryLogger)
            }
        try await withGracefulShutdownHandler {
            try await server.run()
        } onGracefulShutdown: { [drain = application.drain] in
            drain.begin()
        }
    }

    private func server<Connection: ServerChildChannel>(
        _ connection: Connection, _ logger: Logger
    ) -> Server<Connection> {
        Server(
            childChannelSetup: connection,
            configuration: ServerConfiguration(
                address: .hostname(configuration.host, port: configuration.port), backlog: 4096,
                availableConnectionsDelegate: MaximumAvailableConnections(configuration.connectionLimit)),
            onServerRunning: { onListening($0.localAddress?.port ?? configuration.port) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger)
    }
}
