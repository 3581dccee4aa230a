import Foundation
import TelepoolDomain
import TelepoolSQL
import TelepoolSecrets
import TelepoolServer

/// Where the master key comes from: the environment, or a file that only its owner can read. Where there are several keys,
/// the first seals, and the others open what they sealed before it took their place.
struct MasterKeyFile {
    static let variable = "TELEPOOL_MASTER_KEY"

    let path: String

    init(dataDirectory: String) {
        path = "\(dataDirectory)/master.key"
    }

    /// The key of the environment or of the file, or a new one that is written to the file.
    ///
    /// A new one is made only for a new database: a database that has secrets needs the key they were sealed with.
    func load(environment: [String: String], isNewDatabase: Bool) throws -> MasterKey {
        if let key = try Self.key(in: environment) { return key }
        if let text = try? String(contentsOfFile: path, encoding: .utf8) {
            guard let key = MasterKey(list: text) else {
                throw ServeSettings.Problem(description: "\(path) has to hold 64 hexadecimal digits in each line.")
            }
            return key
        }
        guard isNewDatabase else {
            throw ServeSettings.Problem(
                description: """
                    The master key is missing: \(path) cannot be read and \(Self.variable) is not set. The secrets in \
                    the database cannot be opened without it. Put the file back.
                    """)
        }
        let key = MasterKey()
        try write(key)
        return key
    }

    /// The key of the environment, if there is one.
    static func key(in environment: [String: String]) throws(ServeSettings.Problem) -> MasterKey? {
        guard let text = environment[variable] else { return nil }
        guard let key = MasterKey(list: text) else {
            throw ServeSettings.Problem(
                description: "\(variable) has to be 64 hexadecimal digits, or several such keys with commas between.")
        }
        return key
    }

    /// Writes the file under another name first, so that a crash leaves none rather than half of one.
    private func write(_ key: MasterKey) throws(ServeSettings.Problem) {
        let temporary = "\(path).new"
        unlink(temporary)
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard file >= 0 else { throw Self.problem("create", temporary) }
        defer { unlink(temporary) }
        let text = Array("\(key.hexadecimal)\n".utf8)
        let isWritten = Foundation.write(file, text, text.count) == text.count && fsync(file) == 0
        guard Foundation.close(file) == 0, isWritten else { throw Self.problem("write", temporary) }
        // Unlike renaming, linking never replaces a key that is there.
        guard link(temporary, path) == 0 else { throw Self.problem("create", path) }
    }

    private static func problem(_ verb: String, _ path: String) -> ServeSettings.Problem {
        ServeSettings.Problem(description: "Cannot \(verb) \(path): \(String(cString: strerror(errno))).")
    }
}
