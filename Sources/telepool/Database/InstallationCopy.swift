#if Postgres
    import ArgumentParser
    import TelepoolDomain
    import TelepoolPostgres
    import TelepoolSQL
    import TelepoolSQLite
    import TelepoolServer
    import TelepoolTerminal

    /// Everything of an installation on its way from SQLite into PostgreSQL.
    struct InstallationCopy {
        private let source: SQLiteFile
        private let target: PostgresIntake
        private let location: DatabaseLocation
        private let url: String
        private let console = Console()

        /// - Throws: ``DatabaseLocation/Problem``.
        init(from path: String, to url: String) throws {
            location = .postgres(url)
            self.url = url
            do {
                source = try SQLiteFile(path)
                let missing = try source.snapshot { try Migrator(Schema.migrations).missing(in: $0) }
                guard missing.isEmpty else {
                    throw DatabaseLocation.Problem(
                        description: "its schema is that of an older version. Run telepool migrate on it first.")
                }
            } catch {
                throw DatabaseLocation.sqlite(.file(path)).unusable(error)
            }
            do {
                target = try PostgresIntake(url)
            } catch {
                throw location.unusable(error)
            }
        }

        /// Copies what is missing, compares everything, and tells about it.
        ///
        /// - Throws: `ExitCode.failure` where the copy is not complete, having told why.
        func run() async throws {
            let version = try source.version
            try await prepareTarget()
            let outcomes = try source.snapshot(copy)
            for outcome in outcomes where !outcome.isExact {
                console.say(
                    .copyDiffers, outcome.table.name, "\(outcome.source)", "\(outcome.target)")
            }
            guard outcomes.allSatisfy(\.isExact) else { throw ExitCode.failure }
            guard try isCurrent(version) else { return try tellOfChanges() }
            try target.complete()
            guard try isCurrent(version) else { return try tellOfChanges() }
            try target.finish()
            let rows = outcomes.reduce(0) { $0 + $1.source.count }
            console.say(.copyComplete, outcomes.count, rows)
            console.say(.copyNeedsKey)
        }

        private func prepareTarget() async throws {
            do {
                if try target.isBegun {
                    guard try target.migrations == Schema.migrations.map(\.name).sorted() else {
                        throw DatabaseLocation.Problem(
                            description:
                                "another version began a copy into it. Go on with that, or give a new database.")
                    }
                } else {
                    let database = PostgresDatabase(url, connections: 1)
                    do {
                        try await Migrator(Schema.migrations).migrate(database)
                    } catch {
                        await database.close()
                        throw error
                    }
                    await database.close()
                }
            } catch {
                throw location.unusable(error)
            }
        }

        private func copy(_ snapshot: any SQLTransaction) throws -> [DatabaseCopy.Outcome] {
            guard let identity = try Bootstrap.identity(in: snapshot) else {
                throw DatabaseLocation.Problem(
                    description: "No server has ever run on the source: there is nothing to copy.")
            }
            let tables = try SQLiteFile.tables(in: snapshot).filter { $0.name != Migrator.table }
            do {
                try target.begin(from: identity, tables: tables)
            } catch let problem as PostgresIntake.Problem {
                throw location.unusable(problem)
            }
            let total = try tables.reduce(0) { try $0 + count(of: $1, snapshot) }
            let meter = ProgressMeter(size: total, language: console.language)
            var done = 0
            let copy = DatabaseCopy(from: snapshot, to: target) { rows in
                done += rows
                meter.show(rows: done, bytes: done)
            }
            return try tables.map { table in
                let outcome = try copy.copy(table)
                meter.finish()
                if outcome.isAnew { console.say(.copyAgain, table.name) }
                if outcome.source.count > 0 { console.write("\(table.name): \(outcome.source)\n") }
                return outcome
            }
        }

        private func count(of table: SQLTable, _ transaction: any SQLTransaction) throws -> Int {
            let statement = SQLStatement(stringLiteral: "SELECT count(*) FROM \(table.quotedName)")
            return Int(try transaction.first(statement) { $0.integer(0) } ?? 0)
        }

        private func isCurrent(_ version: Int64) throws -> Bool {
            try source.version == version
        }

        private func tellOfChanges() throws {
            console.say(.copyIncomplete)
            throw ExitCode.failure
        }
    }
#endif
