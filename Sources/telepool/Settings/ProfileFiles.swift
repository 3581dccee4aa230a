import Foundation
import TelepoolTerminal

/// The user's profiles: `config.toml`, and beside it `credentials.toml` with the secrets, which only its owner can read.
struct ProfileFiles {
    /// The profile that is used where nothing else is said.
    static let standard = "default"

    let settingsPath: String
    let secretsPath: String
    private var settings: TOMLDocument
    private var secrets: TOMLDocument

    /// - Throws: ``CommandError`` where a file is there and cannot be read.
    init(environment: [String: String]) throws {
        let given = environment["XDG_CONFIG_HOME", default: ""]
        // Relative ones do not count (XDG Base Directory Specification).
        let folder = given.hasPrefix("/") ? given : "\(environment["HOME", default: ""])/.config"
        settingsPath = "\(folder)/telepool/config.toml"
        secretsPath = "\(folder)/telepool/credentials.toml"
        settings = try Self.read(settingsPath)
        secrets = try Self.read(secretsPath)
    }

    /// The names of the profiles, in the order in which they were made.
    var profiles: [String] {
        var names: [String] = []
        for table in settings.tables + secrets.tables where table.hasPrefix("profiles.") {
            let name = String(table.dropFirst("profiles.".count))
            if !names.contains(name) { names.append(name) }
        }
        return names
    }

    /// The profile that was chosen by `telepool config use`.
    var current: String { settings["", "use"] ?? Self.standard }

    subscript(profile: String, setting: Setting) -> String? {
        (setting.isSecret ? secrets : settings)["profiles.\(profile)", setting.rawValue]
    }

    /// Gives a setting of a profile a value, and answers the file that it is kept in.
    ///
    /// - Throws: ``CommandError``.
    mutating func set(_ setting: Setting, to value: String, in profile: String) throws -> String {
        let table = "profiles.\(profile)"
        if setting.isSecret {
            secrets.set(setting.rawValue, to: value, in: table)
            try Self.write(secrets.text, to: secretsPath)
            return secretsPath
        }
        settings.set(setting.rawValue, to: value, in: table)
        try Self.write(settings.text, to: settingsPath)
        return settingsPath
    }

    /// Uses a profile from now on.
    ///
    /// - Throws: ``CommandError``.
    mutating func use(_ profile: String) throws {
        settings.set("use", to: profile, in: "")
        try Self.write(settings.text, to: settingsPath)
    }

    private static func read(_ path: String) throws -> TOMLDocument {
        guard FileManager.default.fileExists(atPath: path) else { return TOMLDocument() }
        guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8)
        else { throw CommandError(.usage, .cannotRead, path) }
        do {
            return try TOMLDocument(text)
        } catch {
            throw CommandError(.usage, .badSettingsLine, path, error.line, error.reason)
        }
    }

    /// Writes a file that only its owner can read; it is whole or as it was.
    private static func write(_ text: String, to path: String) throws {
        let problem = { CommandError(.failure, .cannotWrite, path, String(cString: strerror(errno))) }
        let folder = URL(filePath: path).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandError(.failure, .cannotWrite, path, "\(folder) cannot be made")
        }
        let temporary = "\(path).\(getpid()).part"
        unlink(temporary)
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw problem() }
        defer { unlink(temporary) }
        let bytes = Array(text.utf8)
        let isWritten = Foundation.write(file, bytes, bytes.count) == bytes.count && fsync(file) == 0
        guard close(file) == 0, isWritten, rename(temporary, path) == 0 else { throw problem() }
    }
}
