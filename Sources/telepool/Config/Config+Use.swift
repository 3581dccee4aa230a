import ArgumentParser
import Foundation
import TelepoolTerminal

extension ConfigCommand {
    struct Use: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Use a profile from now on, where --profile and TELEPOOL_PROFILE say nothing else.")

        @Argument(help: "The profile.", completion: .profiles)
        var profile: String

        func run() async throws {
            let console = Console()
            try await console.reporting {
                var files = try ProfileFiles(environment: ProcessInfo.processInfo.environment)
                guard files.profiles.contains(profile) else { throw CommandError(.notFound, .noSuchProfile, profile) }
                try files.use(profile)
                console.say(.profileUsed, profile)
            }
        }
    }
}
