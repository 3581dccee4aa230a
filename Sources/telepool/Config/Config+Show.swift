import ArgumentParser
import TelepoolJSON
import TelepoolTerminal

extension ConfigCommand {
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the settings in force, and who says so: a flag, the environment or the profile.",
            discussion: "Secrets are never shown.")

        @OptionGroup var server: ServerOptions

        func run() async throws {
            let console = Console(format: server.output ?? .table)
            try await console.reporting {
                let settings = try server.settings()
                let rows = Setting.allCases.compactMap { setting -> JSONObject? in
                    guard let text = settings[setting], let origin = settings.origin(of: setting) else { return nil }
                    return JSONObject([
                        "setting": .string(setting.rawValue), "value": .string(setting.isSecret ? "********" : text),
                        "origin": .string(name(of: origin, settings)),
                    ])
                }
                var rendering = ListRendering(
                    ListRendering.Layout(["setting", "value", "origin"]), as: console.format, in: console.language,
                    isColoured: console.isColoured)
                console.write(rendering.page(rows) + rendering.end())
            }
        }

        private func name(of origin: Settings.Origin, _ settings: Settings) -> String {
            switch origin {
            case .flag: "flag"
            case .environment: "environment"
            case .profile: "profile \(settings.profile)"
            }
        }
    }
}
