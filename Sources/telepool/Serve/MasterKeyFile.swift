import Foundation
import TelepoolDomain
import TelepoolSQL
import TelepoolSecrets
import TelepoolServer

/// Where the master key comes from: the environment, or a file that only its owner can read.
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
        if let text = environment[Self.variable] {
            guard let key = MasterKey(hexadecimal: text) else {
                throw ServeSettings.Problem(description: "\(Self.variable) has to be 64 hexadecimal digits.")
            }
            return key
        }
        if let text = try? String(contentsOfFile: path, encoding: .utf8) {
            guard let key = MasterKey(hexadecimal: text) else {
                throw ServeSettings.Problem(description: "\(path) has to hold 64 hexadecimal digits.")
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

    private func write(_ key: MasterKey) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard file >= 0 else {
            throw ServeSettings.Problem(description: "Cannot create \(path): \(String(cString: strerror(errno))).")
        }
        defer { _ = Foundation.close(file) }
        let text = Array("\(key.hexadecimal)\n".utf8)
        guard Foundation.write(file, text, text.count) == text.count, fsync(file) == 0 else {
            throw ServeSettings.Problem(description: "Cannot write \(path): \(String(cString: strerror(errno))).")
        }
    }
}
