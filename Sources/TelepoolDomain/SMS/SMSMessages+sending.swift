import TelepoolSQL
import TelepoolTime

extension SMSMessages {
    /// The carriers whose cards get messages.
    private static let carriers: Set<Carrier> = [.mobile, .telecom]

    /// Cards that have a number and are not disassembled, as a condition on the card `c`.
    private static let isReachable: SQLStatement =
        "c.msisdn IS NOT NULL AND c.status <> \(SIMCardStatus.disassembled.rawValue)"

    /// What messages of one call have in common: the ids that are theirs, from the first on, and when they were accepted.
    private struct Batch {
        var first: Int64
        var sentAt: Timestamp
    }

    func send(_ content: String, toCards iccids: [String]) throws {
        var cards: [(id: SIMCardID, msisdn: String)] = []
        var seen: Set<String> = []
        for iccid in iccids where seen.insert(iccid).inserted { cards.append(try recipient(iccid)) }
        guard !cards.isEmpty else { throw DomainError.sms(.unknownRecipients) }
        let batch = try begin(content, messages: Int64(cards.count))
        for (offset, card) in cards.enumerated() {
            try scope.transaction.execute(
                """
                INSERT INTO sms_messages (account_id, id, send_id, sim_card_id, msisdn, status, sent_at)
                VALUES (\(scope.account), \(batch.first + Int64(offset)), \(batch.first), \(card.id), \(card.msisdn),
                        \(SMSStatus.sending.rawValue), \(batch.sentAt))
                """)
        }
        try putIntoOutbox(batch)
    }

    func send(_ content: String, to orderID: OrderID) throws {
        guard let order = try scope.orders.find(orderID) else { throw DomainError.sms(.unknownRecipients) }
        guard Self.carriers.contains(order.pricePlan.carrier) else { throw DomainError.sms(.unreachable) }
        let cards: SQLStatement =
            """
            FROM sim_cards c
            WHERE c.account_id = \(scope.account) AND c.order_id = \(orderID) AND \(Self.isReachable)
            """
        let count = try scope.transaction.first("SELECT count(*) \(cards)") { $0.integer(0) } ?? 0
        guard count > 0 else { throw DomainError.sms(.unknownRecipients) }
        let batch = try begin(content, messages: count)
        try scope.transaction.execute(
            """
            INSERT INTO sms_messages (account_id, id, send_id, sim_card_id, msisdn, status, sent_at)
            SELECT account_id, \(batch.first) - 1 + row_number() OVER (ORDER BY id), \(batch.first), id, msisdn,
                   \(SMSStatus.sending.rawValue), \(batch.sentAt) \(cards)
            """)
        try putIntoOutbox(batch)
    }

    private func recipient(_ iccid: String) throws -> (id: SIMCardID, msisdn: String) {
        let found = try scope.transaction.first(
            """
            SELECT c.id, CASE WHEN \(Self.isReachable) THEN c.msisdn END, p.carrier FROM sim_cards c
            JOIN orders o ON o.account_id = c.account_id AND o.id = c.order_id
            JOIN price_plans p ON p.account_id = o.account_id AND p.id = o.price_plan_id
            WHERE c.account_id = \(scope.account) AND c.iccid = \(iccid)
            """
        ) { (id: SIMCardID($0.integer(0)), msisdn: $0.optionalText(1), carrier: Carrier(stored: $0.integer(2))) }
        guard let found else { throw DomainError.sms(.unknownRecipients) }
        guard let msisdn = found.msisdn, Self.carriers.contains(found.carrier) else {
            throw DomainError.sms(.unreachable)
        }
        return (found.id, msisdn)
    }

    /// Takes the next ids and keeps the text, once for all messages.
    ///
    /// A time is never before that of an earlier message, whatever the clock does: ids and times have one order.
    private func begin(_ content: String, messages: Int64) throws -> Batch {
        try scope.transaction.execute(
            """
            INSERT INTO sms_totals (account_id, messages, last_sent_at)
            VALUES (\(scope.account), \(messages), \(scope.now))
            ON CONFLICT (account_id) DO UPDATE
            SET messages = sms_totals.messages + excluded.messages,
                last_sent_at = CASE WHEN excluded.last_sent_at > sms_totals.last_sent_at
                               THEN excluded.last_sent_at ELSE sms_totals.last_sent_at END
            """)
        let batch = try scope.transaction.first(
            "SELECT messages, last_sent_at FROM sms_totals WHERE account_id = \(scope.account)"
        ) { Batch(first: $0.integer(0) - messages + 1, sentAt: Timestamp(milliseconds: $0.integer(1))) }
        guard let batch else { preconditionFailure("the row has just been written") }
        try scope.transaction.execute(
            """
            INSERT INTO sms_sends (account_id, id, content) VALUES (\(scope.account), \(batch.first), \(content))
            """)
        scope.trail.created(
            .init(.smsMessage, String(batch.first)),
            ["messages": .plain(messages), "characters": .plain(content.unicodeScalars.count)])
        return batch
    }

    private func putIntoOutbox(_ batch: Batch) throws {
        try scope.transaction.execute(
            """
            INSERT INTO sms_outbox (account_id, message_id, leased_until)
            SELECT account_id, id, 0 FROM sms_messages WHERE account_id = \(scope.account) AND id >= \(batch.first)
            """)
    }
}
