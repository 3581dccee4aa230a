import TelepoolSQL
package import TelepoolTime

/// The answers of calls that may be repeated: the second of two equal calls gets the answer of the first.
///
/// The answer is kept in the transaction of the call itself, so that either both are there or neither, and two calls at
/// the same time cannot both take effect. How long it is kept goes by the system's clock, as the repetitions do.
package struct IdempotentAnswers {
    /// What makes two calls one, and for how long.
    package struct Key: Sendable, Equatable {
        /// Unique within the account.
        package var text: String
        /// How long the answer is kept, in seconds.
        package var lifetime: Int64

        package init(text: String, lifetime: Int64) {
            self.text = text
            self.lifetime = lifetime
        }
    }

    /// What was asked and answered.
    package struct Answer: Sendable, Equatable {
        /// A digest of everything that was asked for.
        package var fingerprint: [UInt8]
        package var body: [UInt8]

        package init(fingerprint: [UInt8], body: [UInt8]) {
            self.fingerprint = fingerprint
            self.body = body
        }
    }

    let scope: TenantScope

    /// The answer that was kept under the key, unless its time is over by `systemTime`.
    package func find(_ key: Key, at systemTime: Timestamp) throws -> Answer? {
        try scope.transaction.first(
            """
            SELECT fingerprint, body FROM idempotent_answers
            WHERE account_id = \(scope.account) AND key = \(key.text) AND expires_at > \(systemTime)
            """
        ) { Answer(fingerprint: $0.bytes(0), body: $0.bytes(1)) }
    }

    /// Keeps the answer of a call that succeeded.
    package func keep(_ answer: Answer, for key: Key, at systemTime: Timestamp) throws {
        try scope.transaction.execute(
            """
            INSERT INTO idempotent_answers (account_id, key, fingerprint, body, expires_at)
            VALUES (\(scope.account), \(key.text), \(answer.fingerprint), \(answer.body),
                    \(systemTime.adding(seconds: key.lifetime)))
            ON CONFLICT (account_id, key) DO UPDATE
            SET fingerprint = excluded.fingerprint, body = excluded.body, expires_at = excluded.expires_at
            """)
    }
}
