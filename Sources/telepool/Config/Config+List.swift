import ArgumentParser
import Foundation
import TelepoolJSON
import TelepoolTerminal

extension ConfigCommand {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the profiles.")

        @Option(name: [.short, .long], help: "table, json, yaml, csv or quiet.")
        var output: OutputFormat?

        func run() async throws {
            let console = Console(format: output ?? .table)
            try await console.reporting {
                let files = try ProfileFiles(environment: ProcessInfo.processInfo.environment)
                let profiles = files.profiles.map { name in
                    JSONObject([
                        "profile": .string(name), "in_use": .boolean(name == files.current),
                        "endpoint": files[name, .endpoint].map(JSONValue.string),
                        "access_key_id": files[name, .accessKeyID].map(JSONValue.string),
                    ])
                }
                if profiles.isEmpty { console.complain(console.language.text(.noProfiles) + "\n") }
                var rendering = ListRendering(
                    ListRendering.Layout(["profile", "in_use", "endpoint", "access_key_id"]), as: console.format,
                    in: console.language, isColoured: console.isColoured)
                console.write(rendering.page(profiles) + rendering.end())
            }
        }
    }
}
