import Foundation
import Logging
import NIOCore
import ServiceLifecycle
import TelepoolDomain
import TelepoolSQL
import TelepoolSecrets
import TelepoolServer
import TelepoolTime
import UnixSignals

/// Composes the service out of its parts, runs it, and ends it in order.
struct ServeProcess {
    let settings: ServeSettings
    let variables: [String: String]
    let logger: Logger

    func run() async throws {
        NIOSingletons.groupLoopCountSuggestion = Self.processorCount
        let connectionLimit = try Self.raiseFileLimit() - Self.ownFiles
        // What makes no sense is told before anything is created.
        try root.check()
        _ = try MasterKeyFile.key(in: variables)
        let database = try openDatabase()
        do {
            try await serve(database, connectionLimit: connectionLimit)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
        logger.info("Stopped")
    }

    private func openDatabase() throws -> any SQLDatabase {
        // What is created here is for nobody else to read.
        umask(0o077)
        do {
            try FileManager.default.createDirectory(atPath: settings.dataDirectory, withIntermediateDirectories: true)
        } catch {
            throw ServeSettings.Problem(
                description: "Cannot create the data directory \(settings.dataDirectory): \(error.localizedDescription)"
            )
        }
        return try settings.database.open(
            connections: settings.databaseConnections, replica: settings.readReplica)
    }

    private func serve(_ database: any SQLDatabase, connectionLimit: Int) async throws {
        do {
            let migrations = try await Migrator(Schema.migrations).migrate(database)
            if !migrations.isEmpty {
                logger.info("Schema updated", metadata: ["steps": .stringConvertible(migrations.count)])
            }
        } catch {
            throw settings.database.unusable(error)
        }
        let (environment, masterKey) = try await prepare(database)
        let report = try await Bootstrap(root: root, masterKey: masterKey, environment: environment).run(on: database)
        let welcome = Welcome(settings: settings, report: report)
        // At once, whatever may go wrong from here on: nothing else knows these secrets.
        welcome.printChanges()
        if !environment.clock.isReal {
            logger.warning(
                "THE CLOCK IS A TEST CLOCK. It is for testing; times and billing cycles are not real.",
                metadata: ["clock": .string(environment.clock.now.description)])
        }

        let metrics = ServerMetrics(database: database, environment: environment)
        let node = Node(database: metrics.database, environment: environment, logger: logger)
        let application = Application(
            database: database, environment: environment, masterKey: masterKey, logger: logger,
            rateLimits: settings.rateLimits, accessLog: accessLog, metrics: metrics,
            metricsAccess: settings.metricsAccess, leases: { node.leases })
        let http = HTTPService(
            application,
            configuration: HTTPService.Configuration(
                host: settings.host, port: settings.port, tls: settings.tls, connectionLimit: connectionLimit),
            logger: logger, onListening: welcome.printEndpoint)
        try await node.join()
        let sweeper = Sweeper(database: metrics.database, environment: environment, logger: logger) { node.isInCharge }
        let services: [any Service] =
            [node, sweeper, metrics.inventory, application.refusals] + metricsService(application) + [http]
        var configuration = ServiceGroupConfiguration(services: services, logger: quietLogger)
        configuration.maximumGracefulShutdownDuration = .seconds(60)
        do {
            try await runUntilSignalled(ServiceGroup(configuration: configuration))
        } catch let error as IOError {
            let reason = String(cString: strerror(error.errnoCode))
            throw ServeSettings.Problem(description: "Cannot listen on \(settings.host):\(settings.port): \(reason).")
        }
        await application.close()
    }

    /// The listener of the metrics, if they have one of their own.
    private func metricsService(_ application: Application) -> [any Service] {
        guard let (host, port) = settings.metricsListen else { return [] }
        return [
            HTTPService(
                application,
                configuration: HTTPService.Configuration(
                    host: host, port: port, connectionLimit: 64, listener: .metrics),
                logger: logger
            ) { Welcome.printMetrics(host: host, port: $0) }
        ]
    }

    /// Loads the master key and makes the environment of the domain.
    private func prepare(_ database: any SQLDatabase) async throws -> (DomainEnvironment, MasterKey) {
        let clock = settings.clockStart.map(DomainClock.starting) ?? .system
        let limits = Limits(numberPools: settings.numberPoolLimit)
        let isNew = try await !Bootstrap.isDone(on: database, environment: DomainEnvironment { _, _ in [] })
        let masterKey = try MasterKeyFile(dataDirectory: settings.dataDirectory)
            .load(environment: variables, isNewDatabase: isNew)
        var environment = DomainEnvironment(clock: clock, limits: limits) { try masterKey.seal($0, for: $1) }
        environment.workOrderDelay = settings.workOrderDelay
        environment.usageRetention = settings.usageRetention
        return (environment, masterKey)
    }

    /// One line at `info` for each request.
    private var accessLog: AccessLog? {
        guard settings.logLevel <= .info else { return nil }
        return { [format = settings.logFormat] entry in
            var line = LogLine(format, .info, "Request")
            line.add("face", entry.face?.rawValue ?? "-")
            line.add("operation", entry.operation)
            line.add("status", entry.status)
            line.add("code", entry.code)
            line.add("us", entry.microseconds)
            line.add("request_id", entry.requestID)
            line.add("remote", entry.remoteAddress)
            if let trace = entry.trace {
                line.add("trace_id", trace.traceID)
                line.add("span_id", trace.spanID)
            }
            line.write()
        }
    }

    private var root: Bootstrap.Root {
        Bootstrap.Root(
            account: variables["TELEPOOL_ROOT_ACCOUNT"], user: variables["TELEPOOL_ROOT_USER"],
            password: variables["TELEPOOL_ROOT_PASSWORD"], accessKeyID: variables["TELEPOOL_ROOT_ACCESS_KEY_ID"],
            secretAccessKey: variables["TELEPOOL_ROOT_SECRET_ACCESS_KEY"])
    }

    /// The library's own messages are of interest only when something is wrong.
    private var quietLogger: Logger {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .warning)
        return logger
    }

    /// The first signal ends the service in order, a second one at once.
    private func runUntilSignalled(_ group: ServiceGroup) async throws {
        let logger = logger
        // Before anything listens, so that no signal finds the service unprepared.
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            tasks.addTask {
                var isStopping = false
                for await signal in signals {
                    if isStopping { _exit(128 + signal.rawValue) }
                    isStopping = true
                    logger.info("Stopping: finishing what is under way")
                    await group.triggerGracefulShutdown()
                }
            }
            try await tasks.next()
            tasks.cancelAll()
        }
    }

    /// How many processors this process may use, which can be fewer than the machine has.
    private static var processorCount: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        guard let list = status.firstMatch(of: /Cpus_allowed_list:\s*([\d,-]+)/)?.1 else {
            return ProcessInfo.processInfo.activeProcessorCount
        }
        let counts = list.split(separator: ",").map { range in
            let bounds = range.split(separator: "-").compactMap { Int($0) }
            return (bounds.last ?? 0) - (bounds.first ?? 0) + 1
        }
        return min(counts.reduce(0, +), ProcessInfo.processInfo.activeProcessorCount)
    }

    /// The files that the process needs for itself, and the fewest connections that make sense.
    private static let (ownFiles, fewestConnections) = (64, 64)

    /// Takes as many open files as the system lets us have, since every connection is one.
    ///
    /// - Returns: how many that is.
    private static func raiseFileLimit() throws(ServeSettings.Problem) -> Int {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = min(limit.rlim_max, 65_536)
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        guard limit.rlim_cur >= ownFiles + fewestConnections else {
            throw ServeSettings.Problem(
                description: """
                    Only \(limit.rlim_cur) files may be open (ulimit -n), and every connection is one. At least \
                    \(ownFiles + fewestConnections) are needed.
                    """)
        }
        return Int(limit.rlim_cur)
    }
}
