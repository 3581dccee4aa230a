import ArgumentParser
import Foundation
import TelepoolDomain
import TelepoolSQL
import TelepoolSecrets
import TelepoolServer
import TelepoolTerminal

extension KeysCommand {
    struct RotateMaster: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate-master",
            abstract: "Seal all secrets in a database with another master key.",
            discussion: """
                First put the new key (64 hexadecimal digits, as of `openssl rand -hex 32`) before the old one: as the first \
                line of master.key, or in TELEPOOL_MASTER_KEY with a comma between, and restart every node. Then run this, \
                while they go on. Then take the old key away, and restart them again.
                """)

        @Option(help: ArgumentHelp("Where master.key lies. (default: ./telepool-data)", valueName: "path"))
        var dataDir = "./telepool-data"

        @Option(
            help: ArgumentHelp(
                "sqlite:PATH or postgresql://… (default: a file in the data directory)", valueName: "url"))
        var database: String?

        func run() async throws {
            let location = try database.map { try DatabaseLocation($0) } ?? .standard(in: dataDir)
            let key = try MasterKeyFile(dataDirectory: dataDir).load(
                environment: ProcessInfo.processInfo.environment, isNewDatabase: false)
            let database = try location.open()
            do {
                let counts = try await MasterKeyRotation(masterKey: key).run(on: database)
                Console().say(.secretsResealed, counts.resealed, counts.current)
            } catch {
                await database.close()
                throw location.unusable(error)
            }
            await database.close()
        }
    }
}
