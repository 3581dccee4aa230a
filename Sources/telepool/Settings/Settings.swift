import TelepoolClient
import TelepoolTerminal

/// The settings in force: what the command line says, else the environment, else the profile.
struct Settings {
    /// Who says it.
    enum Origin: Equatable {
        case flag, environment, profile
    }

    let files: ProfileFiles
    let profile: String
    private let values: [Setting: (text: String, origin: Origin)]

    /// - Parameters:
    ///   - flags: what the command line says.
    ///   - profile: the profile that it names.
    /// - Throws: ``CommandError``.
    init(flags: [Setting: String], profile: String?, environment: [String: String]) throws {
        files = try ProfileFiles(environment: environment)
        let chosen = profile ?? environment["TELEPOOL_PROFILE"].flatMap { $0.isEmpty ? nil : $0 }
        self.profile = chosen ?? files.current
        if let chosen, !files.profiles.contains(chosen) { throw CommandError(.usage, .noSuchProfile, chosen) }
        var values: [Setting: (text: String, origin: Origin)] = [:]
        for setting in Setting.allCases {
            if let text = flags[setting] {
                values[setting] = (text, .flag)
            } else if let text = environment[setting.variable], !text.isEmpty {
                values[setting] = (text, .environment)
            } else if let text = files[self.profile, setting] {
                values[setting] = (text, .profile)
            }
        }
        // The secrets of a profile belong to its key and to no other.
        if let id = values[.accessKeyID], id.text != files[self.profile, .accessKeyID] {
            for setting in Setting.allCases where setting.isSecret && values[setting]?.origin == .profile {
                values[setting] = nil
            }
        }
        self.values = values
    }

    subscript(setting: Setting) -> String? { values[setting]?.text }

    func origin(of setting: Setting) -> Origin? { values[setting]?.origin }

    var endpoint: String { self[.endpoint] ?? "http://127.0.0.1:8080" }

    /// - Throws: ``CommandError`` where there is none.
    func accessKey() throws -> (id: String, secret: String) {
        guard let id = self[.accessKeyID], let secret = self[.secretAccessKey] else {
            throw CommandError(.usage, .noAccessKey)
        }
        return (id, secret)
    }

    /// - Throws: ``CommandError`` where there is no such form.
    func outputFormat(otherwise format: OutputFormat = .table) throws -> OutputFormat {
        guard let text = self[.output] else { return format }
        guard let format = OutputFormat(rawValue: text) else {
            let names = OutputFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandError(.usage, .badOutputFormat, names, text)
        }
        return format
    }

    func clouds(accessKeyID: String, secretAccessKey: String) -> RawClient.Configuration {
        var configuration = RawClient.Configuration(
            endpoint: endpoint, accessKeyID: accessKeyID, secretAccessKey: secretAccessKey,
            sessionToken: self[.sessionToken])
        if let region = self[.region] { configuration.region = region }
        return configuration
    }
}
