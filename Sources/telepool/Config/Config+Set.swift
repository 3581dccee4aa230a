import ArgumentParser
import Foundation
import TelepoolTerminal

extension ConfigCommand {
    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keep a setting in a profile, which is made if there is none.",
            discussion: """
                The settings are endpoint, access-key-id, secret-access-key, session-token, ca-file, region (for \
                signatures in Volcengine's form) and output. A value that is not given is asked for, a secret without \
                showing it, or read from standard input.
                """)

        @Argument(help: "The setting.", completion: .list(Setting.allCases.map(\.rawValue)))
        var setting: String

        @Argument(help: "Its value. Better not given for secrets: other users could see it.")
        var value: String?

        @OptionGroup var options: ProfileOptions

        func run() async throws {
            let console = Console()
            try await console.reporting {
                guard let setting = Setting(rawValue: setting) else {
                    let names = Setting.allCases.map(\.rawValue).joined(separator: ", ")
                    throw CommandError(.usage, .noSuchSetting, self.setting, names)
                }
                let environment = ProcessInfo.processInfo.environment
                var files = try ProfileFiles(environment: environment)
                let profile = options.profile ?? environment["TELEPOOL_PROFILE"] ?? files.current
                guard TOMLDocument.isBare(profile) else { throw CommandError(.usage, .profileName, profile) }
                let value = try value ?? ask(setting, console)
                try check(value, for: setting)
                let path = try files.set(setting, to: value, in: profile)
                console.say(.settingKept, setting.rawValue, profile, path)
            }
        }

        private func check(_ value: String, for setting: Setting) throws {
            guard setting == .output, OutputFormat(rawValue: value) == nil else { return }
            let names = OutputFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandError(.usage, .badOutputFormat, names, value)
        }

        private func ask(_ setting: Setting, _ console: Console) throws -> String {
            let isTerminal = isatty(STDIN_FILENO) == 1
            if isTerminal { console.complain(console.language.text(.askSecret, setting.rawValue)) }
            let line = isTerminal ? HiddenLine.read() : readLine()
            guard let line, !line.isEmpty else { throw CommandError(.usage, .valueMissing, setting.rawValue) }
            return line
        }
    }
}
