package import TelepoolDomain
package import TelepoolSQL
package import TelepoolSecrets

/// Makes an installation ready to serve: checks the master key, creates the first account with its administrator, and
/// later brings their names and secrets to what the environment says.
package struct Bootstrap: Sendable {
    /// What the environment says of the administrator; what is `nil` is generated at first and left alone later.
    package struct Root: Sendable {
        package var account: String?
        package var user: String?
        package var password: String?
        package var accessKeyID: String?
        package var secretAccessKey: String?

        package init(
            account: String? = nil, user: String? = nil, password: String? = nil, accessKeyID: String? = nil,
            secretAccessKey: String? = nil
        ) {
            self.account = account
            self.user = user
            self.password = password
            self.accessKeyID = accessKeyID
            self.secretAccessKey = secretAccessKey
        }
    }

    /// What was done, for the operator to read.
    package struct Report: Sendable, Equatable {
        package var isFirstStart = false
        package var account = ""
        package var user = ""
        package var accessKeyID = ""
        /// Secrets that were generated: shown once and kept nowhere.
        package var generatedPassword: String?
        package var generatedSecret: String?
        /// What was changed at a later start, in sentences.
        package var changes: [String] = []
    }

    /// Why the installation cannot be made ready.
    package enum Problem: Error, Equatable, CustomStringConvertible {
        case wrongMasterKey
        case invalid(String)

        package var description: String {
            switch self {
            case .wrongMasterKey:
                "This is not the master key that the secrets in the database are sealed with."
            case .invalid(let message): message
            }
        }
    }

    private static let (keyCheck, rootKey) = ("key_check", "root_access_key")
    /// What the environment said last of the password, as a tag: comparing passwords themselves is slow by intent.
    private static let rootPassword = "root_password"

    private let root: Root
    private let masterKey: MasterKey
    private let environment: DomainEnvironment

    package init(root: Root, masterKey: MasterKey, environment: DomainEnvironment) {
        self.root = root
        self.masterKey = masterKey
        self.environment = environment
    }

    /// Makes the installation ready, in one transaction.
    package func run(on database: any SQLDatabase) async throws -> Report {
        try root.check()
        return try await database.write(in: .installation) { transaction in
            // A copy may have begun since the schema was looked at.
            _ = try Migrator(Schema.migrations).missing(in: transaction)
            let scope = SystemScope(transaction: transaction, environment: environment)
            try checkMasterKey(scope)
            let user = try scope.settings[Settings.rootUser].map { UserID(String(decoding: $0, as: UTF8.self)) }
            let report = try user.map { try update(scope, user: $0) } ?? create(scope)
            if !scope.trail.isEmpty {
                try scope.tenant(.installation).audit.append(.server("Bootstrap"), trail: scope.trail)
            }
            return report
        }
    }

    /// Whether a database has been made ready before, so that its master key has to exist.
    package static func isDone(on database: any SQLDatabase, environment: DomainEnvironment) async throws -> Bool {
        try await database.read {
            try SystemScope(transaction: $0, environment: environment).settings[Self.keyCheck] != nil
        }
    }

    /// What tells an installation from every other, and stays the same as long as it has its master key; `nil` where none
    /// has been made ready.
    package static func identity(in transaction: any SQLTransaction) throws -> [UInt8]? {
        let environment = DomainEnvironment { _, _ in [] }
        return try SystemScope(transaction: transaction, environment: environment).settings[Self.keyCheck]
    }

    /// Seals what tells the right master key with it, and forgets what the former one told of the administrator's password,
    /// which is checked the slow way then.
    static func reseal(with masterKey: MasterKey, _ scope: SystemScope) throws -> (resealed: Int, current: Int) {
        guard let sealed = try scope.settings[keyCheck] else { return (0, 0) }
        guard !masterKey.sealed(sealed, for: keyCheck) else { return (0, 1) }
        guard (try? masterKey.open(sealed, for: keyCheck)) == keyCheck else { throw Problem.wrongMasterKey }
        try scope.settings.set(keyCheck, to: masterKey.seal(keyCheck, for: keyCheck))
        try scope.settings.set(rootPassword, to: [])
        return (1, 0)
    }

    private func checkMasterKey(_ scope: SystemScope) throws {
        guard let sealed = try scope.settings[Self.keyCheck] else {
            return try scope.settings.set(Self.keyCheck, to: masterKey.seal(Self.keyCheck, for: Self.keyCheck))
        }
        guard (try? masterKey.open(sealed, for: Self.keyCheck)) == Self.keyCheck else { throw Problem.wrongMasterKey }
    }
}

// MARK: - First start

extension Bootstrap {
    private func create(_ scope: SystemScope) throws -> Report {
        var report = Report(isFirstStart: true)
        let account = try scope.accounts.create(name: root.account ?? "default")
        let password = root.password ?? environment.identifiers.secretAccessKey()
        let user = try scope.tenant(account.id).users.create(
            name: root.user ?? "admin", role: .administrator, passwordHash: try PasswordHash.make(password))
        let key = IssuedAccessKey(
            id: root.accessKeyID ?? environment.identifiers.accessKeyID(),
            secret: root.secretAccessKey ?? environment.identifiers.secretAccessKey())
        try scope.accessKeys.create(key, for: user.id, in: account.id)
        try scope.settings.set(Settings.rootUser, to: Array(user.id.rawValue.utf8))
        try scope.settings.set(Self.rootKey, to: Array(key.id.utf8))
        try scope.settings.set(Self.rootPassword, to: masterKey.tag(password))
        (report.account, report.user, report.accessKeyID) = (account.name, user.name, key.id)
        report.generatedPassword = root.password == nil ? password : nil
        report.generatedSecret = root.secretAccessKey == nil ? key.secret : nil
        return report
    }
}

// MARK: - Later starts

extension Bootstrap {
    private func update(_ scope: SystemScope, user id: UserID) throws -> Report {
        guard var account = try scope.accounts.find(userID: id),
            var user = try scope.tenant(account.id).users.find(id: id)
        else { throw Problem.invalid("The administrator of this installation is missing from its database.") }
        var report = Report()
        let tenant = scope.tenant(account.id)
        if let name = root.account, name != account.name {
            try scope.accounts.rename(account.id, to: name)
            report.changes.append("Account \(account.name) is now called \(name).")
            account.name = name
        }
        if let name = root.user, name != user.name {
            try tenant.users.rename(id, to: name)
            report.changes.append("User \(user.name) is now called \(name).")
            user.name = name
        }
        if let password = root.password, try scope.settings[Self.rootPassword] != masterKey.tag(password) {
            try scope.settings.set(Self.rootPassword, to: masterKey.tag(password))
            if !PasswordHash.verify(password, user.passwordHash ?? "") {
                try tenant.users.setPasswordHash(PasswordHash.make(password), of: id)
                report.changes.append("The password of user \(user.name) was changed; its tokens are revoked.")
            }
        }
        try updateKey(scope, user: id, account: account.id, &report)
        (report.account, report.user) = (account.name, user.name)
        return report
    }

    private func updateKey(
        _ scope: SystemScope, user: UserID, account: AccountID, _ report: inout Report
    ) throws {
        let current = String(decoding: try scope.settings[Self.rootKey] ?? [], as: UTF8.self)
        report.accessKeyID = current
        let id = root.accessKeyID ?? current
        if id != current {
            let secret = root.secretAccessKey ?? environment.identifiers.secretAccessKey()
            guard try scope.accessKeys.find(id: id) == nil else {
                throw Problem.invalid("TELEPOOL_ROOT_ACCESS_KEY_ID \(id) is the key of another user.")
            }
            try scope.accessKeys.delete(id: current)
            try scope.accessKeys.create(IssuedAccessKey(id: id, secret: secret), for: user, in: account)
            try scope.settings.set(Self.rootKey, to: Array(id.utf8))
            report.accessKeyID = id
            report.generatedSecret = root.secretAccessKey == nil ? secret : nil
            report.changes.append("Access key \(current) was replaced by \(id).")
        } else if let secret = root.secretAccessKey, let key = try scope.accessKeys.find(id: current),
            try masterKey.open(key.sealedSecret, for: key.id) != secret
        {
            try scope.accessKeys.setSecret(of: IssuedAccessKey(id: id, secret: secret))
            report.changes.append("The secret of access key \(id) was changed.")
        }
    }
}

// MARK: - What the environment says

extension Bootstrap.Root {
    /// Checks what the environment says, before anything is created.
    package func check() throws(Bootstrap.Problem) {
        for (name, value) in [("TELEPOOL_ROOT_ACCOUNT", account), ("TELEPOOL_ROOT_USER", user)] {
            guard let value else { continue }
            guard (1...64).contains(value.unicodeScalars.count),
                !value.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
            else { throw Bootstrap.Problem.invalid("\(name) has to be 1 to 64 characters.") }
        }
        if let id = accessKeyID, !Self.isKeyText(id, length: 8...128) {
            throw Bootstrap.Problem.invalid("TELEPOOL_ROOT_ACCESS_KEY_ID has to be 8 to 128 letters, digits, - or _.")
        }
        if let secret = secretAccessKey {
            guard (8...256).contains(secret.utf8.count), secret.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                throw Bootstrap.Problem.invalid(
                    "TELEPOOL_ROOT_SECRET_ACCESS_KEY has to be 8 to 256 printable ASCII characters.")
            }
        }
        if let password = password, !(8...256).contains(password.utf8.count) || password.utf8.contains(0) {
            throw Bootstrap.Problem.invalid("TELEPOOL_ROOT_PASSWORD has to be 8 to 256 bytes.")
        }
    }

    private static func isKeyText(_ text: String, length: ClosedRange<Int>) -> Bool {
        length.contains(text.utf8.count)
            && text.unicodeScalars.allSatisfy {
                $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == "_")
            }
    }
}
