import Crypto
import TelepoolSQL
package import TelepoolTime

/// A call as the audit log tells of it: who asked for what, and from where.
package struct AuditCall: Sendable, Equatable {
    /// `nil` where nobody proved to be anybody.
    package var user: UserID?
    /// The access key, shown in part, or `token`, or `password`; empty for the server itself.
    package var credential: String
    /// The front door that it came through, or `server` for the server itself.
    package var face: String
    /// By its name in the registry; a dash where none was found.
    package var operation: String
    package var requestID: String
    package var remoteAddress: String
    /// What was asked for, as JSON; nothing in it is told that must not be.
    package var request: String

    package init(
        face: String, operation: String, requestID: String = "", remoteAddress: String = "", user: UserID? = nil,
        credential: String = "", request: String = ""
    ) {
        self.user = user
        self.credential = credential
        self.face = face
        self.operation = operation
        self.requestID = requestID
        self.remoteAddress = remoteAddress
        self.request = request
    }

    /// What the server does because time asks for it, or because it starts.
    package static func server(_ operation: String) -> AuditCall { AuditCall(face: "server", operation: operation) }
}

/// One change or one refusal.
package struct AuditEvent: Sendable, Equatable {
    /// What the outcome of a call is called that was carried out.
    package static let success = "Success"

    package var account: AccountID
    /// 1, 2, 3 … in the order in which they were written, without gaps.
    package var sequence: Int64
    package var at: Timestamp
    package var call: AuditCall
    /// ``success``, or the code of the refusal.
    package var outcome: String
    /// How many equal calls it stands for.
    package var occurrences: Int64
    /// What was changed, as it is kept.
    var storedChanges: String
    /// How many changes are not told.
    package var omitted: Int64
    /// SHA-256 over the hash of the event before and everything above.
    package var hash: [UInt8]

    package var changes: [AuditChange] { AuditChange.read(storedChanges) }
}

// MARK: - The chain

extension AuditEvent {
    /// What the first event of a chain follows.
    static let start = [UInt8](repeating: 0, count: 32)

    /// What the hash has to be behind another. Each part is hashed together with its length, so that no two events are the
    /// same to it.
    func hash(after previous: [UInt8]) -> [UInt8] {
        let parts = [
            "telepool audit 1", account.description, String(sequence), String(at.milliseconds),
            call.user?.rawValue ?? "", call.credential, call.face, call.operation, call.requestID, call.remoteAddress,
            call.request, outcome, String(occurrences), storedChanges, String(omitted),
        ]
        var bytes = previous
        bytes.reserveCapacity(1024)
        for part in parts {
            bytes += "\(part.utf8.count):".utf8
            bytes += part.utf8
        }
        return Array(SHA256.hash(data: bytes))
    }

    static let columns: SQLStatement = """
        account_id, sequence, at, user_id, credential, face, operation, request_id, remote_address, request, outcome,
        occurrences, changes, omitted, hash
        """

    init(_ row: any SQLRow) {
        account = AccountID(row.integer(0))
        sequence = row.integer(1)
        at = Timestamp(milliseconds: row.integer(2))
        call = AuditCall(
            face: row.text(5), operation: row.text(6), requestID: row.text(7), remoteAddress: row.text(8),
            user: row.text(3).isEmpty ? nil : UserID(row.text(3)), credential: row.text(4), request: row.text(9))
        outcome = row.text(10)
        occurrences = row.integer(11)
        storedChanges = row.text(12)
        omitted = row.integer(13)
        hash = row.bytes(14)
    }
}
