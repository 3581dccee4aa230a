import TelepoolSQL
import TelepoolTime

/// The short messages of an account.
///
/// They are numbered without gaps in the order of their times, so that any page of them, and how many there are between
/// two instants, is found without counting.
package struct SMSMessages {
    let scope: TenantScope

    /// Accepts a message; it waits in the ``SMSOutbox`` until a gateway sends it.
    ///
    /// - Throws: ``SMSError/unknownRecipients``, ``SMSError/unreachable``.
    package func send(_ content: String, to recipients: SMSRecipients) throws {
        switch recipients {
        case .cards(let iccids): try send(content, toCards: iccids)
        case .order(let order): try send(content, to: order)
        }
    }

    /// The messages that match, newest first.
    package func list(_ filter: SMSFilter, offset: Int64, limit: Int64) throws -> Page<SMSMessage> {
        let none = Page<SMSMessage>(elements: [], total: 0)
        guard let ids = try ids(filter) else { return none }
        guard let iccid = filter.iccid else {
            let last = ids.upperBound - offset
            guard last >= ids.lowerBound else { return Page(elements: [], total: Int64(ids.count)) }
            let messages = try select(
                "m.id BETWEEN \(ids.lowerBound) AND \(last) ORDER BY m.id DESC LIMIT \(limit)")
            return Page(elements: messages, total: Int64(ids.count))
        }
        guard let card = try scope.simCards.id(of: .iccid(iccid)) else { return none }
        let condition: SQLStatement =
            "m.sim_card_id = \(card) AND m.id BETWEEN \(ids.lowerBound) AND \(ids.upperBound)"
        let total = try scope.transaction.first(
            "SELECT count(*) FROM sms_messages m WHERE m.account_id = \(scope.account) AND \(condition)"
        ) { $0.integer(0) }
        return Page(
            elements: try select("\(condition) ORDER BY m.id DESC LIMIT \(limit) OFFSET \(offset)"),
            total: total ?? 0)
    }

    /// The messages that a condition on `m` and an order ask for.
    func select(_ condition: SQLStatement) throws -> [SMSMessage] {
        try scope.transaction.rows(
            """
            SELECT m.id, c.iccid, m.msisdn, s.content, m.status, m.sent_at, m.received_at FROM sms_messages m
            JOIN sim_cards c ON c.account_id = m.account_id AND c.id = m.sim_card_id
            JOIN sms_sends s ON s.account_id = m.account_id AND s.id = m.send_id
            WHERE m.account_id = \(scope.account) AND \(condition)
            """, Self.message)
    }

    /// The ids of the messages between the instants of a filter; `nil` where there are none.
    private func ids(_ filter: SMSFilter) throws -> ClosedRange<Int64>? {
        var (first, last): (Int64?, Int64?) = (1, try total())
        if let from = filter.from { first = try id("sent_at >= \(from) ORDER BY sent_at, id") }
        if let to = filter.to { last = try id("sent_at <= \(to) ORDER BY sent_at DESC, id DESC") }
        guard let first, let last, first <= last else { return nil }
        return first...last
    }

    private func id(_ condition: SQLStatement) throws -> Int64? {
        try scope.transaction.first(
            "SELECT id FROM sms_messages WHERE account_id = \(scope.account) AND \(condition) LIMIT 1"
        ) { $0.integer(0) }
    }

    private func total() throws -> Int64? {
        try scope.transaction.first("SELECT messages FROM sms_totals WHERE account_id = \(scope.account)") {
            $0.integer(0)
        }
    }

    private static func message(_ row: any SQLRow) -> SMSMessage {
        guard let status = SMSStatus(rawValue: row.integer(4)) else {
            preconditionFailure("the schema admits known states only")
        }
        return SMSMessage(
            id: SMSMessageID(row.integer(0)), iccid: row.text(1), msisdn: row.text(2), content: row.text(3),
            status: status, sentAt: Timestamp(milliseconds: row.integer(5)), receivedAt: row.optionalTimestamp(6))
    }
}
