import TelepoolSQL

/// What came of going through a chain.
package struct AuditVerification: Sendable, Equatable {
    /// How many events there are up to the end, or up to the first that is wrong.
    package var events: Int64
    /// The sequence number and the hash of the last of them; 0 and zeros where there is none.
    package var head: Int64
    package var headHash: [UInt8]
    /// The first event that is not what was written, or is missing; `nil` where the chain is whole.
    package var broken: Int64?
}

extension AuditLog {
    /// Goes through the whole chain: every event has to be there, and its hash has to be the one that what it tells and the
    /// event before have.
    ///
    /// That events at the end are missing cannot be seen from the chain alone: whoever wants to know keeps the head
    /// elsewhere.
    package func verify() throws -> AuditVerification {
        var result = AuditVerification(events: 0, head: 0, headHash: AuditEvent.start, broken: nil)
        try scope.transaction.forEachRow(
            "SELECT \(AuditEvent.columns) FROM audit_events WHERE account_id = \(scope.account) ORDER BY sequence"
        ) { row in
            let event = AuditEvent(row)
            guard event.sequence == result.head + 1, event.hash == event.hash(after: result.headHash) else {
                result.broken = min(event.sequence, result.head + 1)
                return false
            }
            result.events += 1
            (result.head, result.headHash) = (event.sequence, event.hash)
            return true
        }
        return result
    }
}
