import TelepoolSQL

/// A project of an account: Huawei Cloud has one for each region.
package struct Project: Sendable, Equatable {
    /// 32 hexadecimal digits.
    package var id: String
    /// The region's id, such as `cn-north-4`.
    package var name: String
}

/// The projects of an account.
package struct Projects {
    let scope: TenantScope

    /// All of them, in the order of their names.
    package func all() throws -> [Project] {
        try scope.transaction.rows("SELECT id, name FROM projects WHERE account_id = \(scope.account) ORDER BY name") {
            Project(id: $0.text(0), name: $0.text(1))
        }
    }

    func create(name: String) throws {
        try scope.transaction.execute(
            """
            INSERT INTO projects (account_id, id, name)
            VALUES (\(scope.account), \(scope.environment.identifiers.hexadecimal()), \(name))
            """)
    }
}
