import Foundation
import Logging
import NIOCore
import ServiceLifecycle
import TelepoolDomain
import TelepoolSQL
import TelepoolSQLite
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
        // What is created here is for nobody else to read.
        umask(0o077)
        try FileManager.default.createDirectory(atPath: settings.dataDirectory, withIntermediateDirectories: true)
        let connectionLimit = Self.raiseFileLimit() - 64
        let database = try SQLiteDatabase(settings.database)
        do {
            try await serve(database, connectionLimit: connectionLimit)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
        logger.info("Stopped")
    }

    private func serve(_ database: SQLiteDatabase, connectionLimit: Int) async throws {
        let migrations = try await Migrator(Schema.migrations).migrate(database)
        if !migrations.isEmpty {
            logger.info("Schema updated", metadata: ["steps": .stringConvertible(migrations.count)])
        }
        let (environment, masterKey) = try await prepare(database)
        let report = try await Bootstrap(root: root, masterKey: masterKey, environment: environment).run(on: database)
        if !environment.clock.isReal {
            logger.warning(
                "THE CLOCK IS A TEST CLOCK. It is for testing; times and billing cycles are not real.",
                metadata: ["clock": .string(environment.clock.now.description)])
        }

        let application = Application(
            database: database, environment: environment, masterKey: masterKey, logger: logger, accessLog: accessLog)
        let http = HTTPService(
            application,
            configuration: HTTPService.Configuration(
                host: settings.host, port: settings.port, tls: settings.tls, connectionLimit: connectionLimit),
            logger: logger
        ) { port in
            Welcome(settings: settings, port: port, report: report).print()
        }
        let sweeper = Sweeper(database: database, environment: environment, logger: logger)
        var configuration = ServiceGroupConfiguration(services: [sweeper, http], logger: quietLogger)
        configuration.maximumGracefulShutdownDuration = .seconds(60)
        try await runUntilSignalled(ServiceGroup(configuration: configuration))
        await application.close()
    }

    /// Loads the master key and makes the environment of the domain.
    private func prepare(_ database: SQLiteDatabase) async throws -> (DomainEnvironment, MasterKey) {
        let clock = settings.clockStart.map(DomainClock.starting) ?? .system
        let limits = Limits(numberPools: settings.numberPoolLimit)
        let isNew = try await !Bootstrap.isDone(on: database, environment: DomainEnvironment { _, _ in [] })
        let masterKey = try MasterKeyFile(dataDirectory: settings.dataDirectory)
            .load(environment: variables, isNewDatabase: isNew)
        let environment = DomainEnvironment(clock: clock, limits: limits) { try masterKey.seal($0, for: $1) }
        return (environment, masterKey)
    }

    /// One line at `info` for each request.
    private var accessLog: AccessLog? {
        guard settings.logLevel <= .info else { return nil }
        return { [format = settings.logFormat] entry in
            var line = LogLine(format, .info, "Request")
            line.add("face", entry.face.rawValue)
            line.add("operation", entry.operation)
            line.add("status", entry.status)
            line.add("code", entry.code)
            line.add("us", entry.microseconds)
            line.add("request_id", entry.requestID)
            line.add("remote", entry.remoteAddress)
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
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            tasks.addTask {
                var isStopping = false
                for await signal in await UnixSignalsSequence(trapping: .sigterm, .sigint) {
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

    /// Takes as many open files as the system lets us have, since every connection is one.
    ///
    /// - Returns: how many that is.
    private static func raiseFileLimit() -> Int {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = min(limit.rlim_max, 65_536)
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return Int(limit.rlim_cur)
    }
}
