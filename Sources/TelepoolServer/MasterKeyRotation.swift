import TelepoolDomain
package import TelepoolSQL
package import TelepoolSecrets

/// Seals the secrets in a database with the first of several master keys, while servers that have all of them go on.
package struct MasterKeyRotation: Sendable {
    private static let batch: Int64 = 1000

    private let masterKey: MasterKey

    /// - Parameter masterKey: seals with the new key and opens what the former ones sealed.
    package init(masterKey: MasterKey) {
        self.masterKey = masterKey
    }

    /// - Returns: how many secrets were sealed anew, and how many were sealed with the new key before.
    /// - Throws: where a secret cannot be opened with any of the keys; what was sealed before stays.
    package func run(on database: any SQLDatabase) async throws -> (resealed: Int, current: Int) {
        let environment = DomainEnvironment { [masterKey] in try masterKey.seal($0, for: $1) }
        var counts = try await database.write(in: .installation) { [masterKey] transaction in
            try Bootstrap.reseal(
                with: masterKey, SystemScope(transaction: transaction, environment: environment))
        }
        var last = ""
        while true {
            let after = last
            let (found, resealed) = try await database.write(in: .installation) { [masterKey] transaction in
                let keys = SystemScope(transaction: transaction, environment: environment).accessKeys
                let sealed = try keys.sealedSecrets(after: after, limit: Self.batch)
                let former = sealed.filter { !masterKey.sealed($0.secret, for: $0.id) }
                for key in former {
                    try keys.reseal(key.id, from: key.secret, to: masterKey.open(key.secret, for: key.id))
                }
                return (sealed.map(\.id), former.count)
            }
            counts.resealed += resealed
            counts.current += found.count - resealed
            guard let id = found.last else { return counts }
            last = id
        }
    }
}
