import TelepoolSQL
package import TelepoolTime

/// The short messages of an account that nothing has been reported of: what an operator's gateway has to send.
///
/// A gateway claims messages for a time, within which no other gets them, sends them, and reports what came of each. What
/// it has not reported by then can be claimed again.
package struct SMSOutbox {
    /// A message that has still to be sent.
    package struct Entry: Sendable, Equatable {
        package var message: SMSMessage
        /// Until when it is a gateway's; `nil` where it can be claimed.
        package var leasedUntil: Timestamp?
    }

    let scope: TenantScope

    /// The messages that have still to be sent, claimed or not, oldest first.
    ///
    /// - Parameter previous: those behind this one.
    package func list(after previous: SMSMessageID, limit: Int64) throws -> [Entry] {
        let leases = try scope.transaction.rows(
            """
            SELECT message_id, leased_until FROM sms_outbox
            WHERE account_id = \(scope.account) AND message_id > \(previous) ORDER BY message_id LIMIT \(limit)
            """
        ) { (id: SMSMessageID($0.integer(0)), until: Timestamp(milliseconds: $0.integer(1))) }
        let messages = try messages(leases.map(\.id))
        return zip(messages, leases).map { message, lease in
            Entry(message: message, leasedUntil: lease.until > scope.now ? lease.until : nil)
        }
    }

    /// Hands out messages for some seconds: first those whose time with another gateway is over, then the oldest.
    ///
    /// - Returns: the messages, oldest first, and until when they are the caller's.
    package func claim(limit: Int64, seconds: Int64) throws -> (messages: [SMSMessage], until: Timestamp) {
        let until = scope.now.adding(seconds: seconds)
        var candidates = try ids(
            "leased_until > 0 AND leased_until <= \(scope.now) ORDER BY leased_until, message_id", limit: limit)
        candidates += try ids(
            "leased_until = 0 ORDER BY message_id", limit: limit - Int64(candidates.count))
        // The condition counts where a database lets two gateways read the same rows at once.
        let taken = try candidates.filter { id in
            try scope.transaction.changes(
                by:
                    """
                    UPDATE sms_outbox SET leased_until = \(until)
                    WHERE account_id = \(scope.account) AND message_id = \(id) AND leased_until <= \(scope.now)
                    """) == 1
        }
        return (try messages(taken), until)
    }

    /// Notes what came of a message. Saying the same again changes nothing.
    ///
    /// - Parameter isDelivered: whether it was delivered, which is taken to be now, or has failed.
    /// - Throws: ``SMSError/unknownMessage(_:)``, ``SMSError/reportedOtherwise(_:_:)``.
    package func report(_ id: SMSMessageID, isDelivered: Bool) throws -> SMSMessage {
        let status = isDelivered ? SMSStatus.delivered : .failed
        let changed = try scope.transaction.changes(
            by:
                """
                UPDATE sms_messages SET status = \(status.rawValue), received_at = \(isDelivered ? scope.now : nil)
                WHERE account_id = \(scope.account) AND id = \(id) AND status = \(SMSStatus.sending.rawValue)
                """)
        if changed == 1 {
            try scope.transaction.execute(
                "DELETE FROM sms_outbox WHERE account_id = \(scope.account) AND message_id = \(id)")
            scope.trail.changed(
                .init(.smsMessage, id), from: ["status": .plain(SMSStatus.sending.rawValue)],
                to: ["status": .plain(status.rawValue)])
        }
        guard let message = try messages([id]).first else { throw DomainError.sms(.unknownMessage(id)) }
        guard message.status == status else { throw DomainError.sms(.reportedOtherwise(id, message.status)) }
        return message
    }

    private func ids(_ condition: SQLStatement, limit: Int64) throws -> [SMSMessageID] {
        guard limit > 0 else { return [] }
        return try scope.transaction.rows(
            "SELECT message_id FROM sms_outbox WHERE account_id = \(scope.account) AND \(condition) LIMIT \(limit)"
        ) { SMSMessageID($0.integer(0)) }
    }

    /// The messages with these ids, oldest first.
    private func messages(_ ids: [SMSMessageID]) throws -> [SMSMessage] {
        guard !ids.isEmpty else { return [] }
        return try scope.smsMessages.select("m.id IN (\(ids)) ORDER BY m.id")
    }
}
