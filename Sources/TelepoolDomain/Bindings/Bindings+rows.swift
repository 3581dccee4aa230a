import TelepoolSQL
import TelepoolTime

/// How bindings lie in the database.
extension Bindings {
    static let columns: SQLStatement = """
        sub_id, kind, number_pool_no, phone_a, phone_b, phone_x, phone_e, parent_sub_id, is_live, enabled_at,
        expires_at, audio_record_flag, call_display_type, user_data, out_id, ended_at
        """

    func select(_ condition: SQLStatement, offset: Int64, limit: Int64) throws -> [Binding] {
        try scope.transaction.rows(
            """
            SELECT \(Self.columns) FROM bindings WHERE \(condition)
            ORDER BY enabled_at DESC, sub_id DESC LIMIT \(limit) OFFSET \(offset)
            """, binding)
    }

    func newID() -> SubscriptionID {
        SubscriptionID("S\(scope.environment.identifiers.decimal(digits: 18))")
    }

    func insert(_ binding: Binding, on number: PooledNumber) throws -> Binding {
        try scope.transaction.execute(
            """
            INSERT INTO bindings
            (account_id, sub_id, kind, number_pool_no, phone_a, phone_b, phone_x, phone_e, parent_sub_id, is_live,
             enabled_at, expires_at, audio_record_flag, call_display_type, user_data, out_id)
            VALUES (\(scope.account), \(binding.id), \(binding.kind.rawValue), \(binding.pool), \(binding.phoneA),
                    \(binding.phoneB), \(binding.phoneX), \(binding.phoneE), \(binding.parent), 1,
                    \(binding.enabledAt), \(binding.expiresAt), \(binding.details.audioRecordFlag),
                    \(binding.details.callDisplayType), \(binding.details.userData), \(binding.details.outID))
            """)
        let all = BindingParties.of(
            binding.kind, phoneA: binding.phoneA, phoneB: binding.phoneB, phoneE: binding.phoneE)
        try parties.add(all, of: binding.id, on: number)
        try scope.numbers.bound(number)
        scope.trail.created(.init(.binding, binding.id), binding.auditFields)
        return binding
    }

    /// Writes what was changed of a binding that is in force, its parties included.
    func replace(_ former: Binding, by binding: Binding) throws {
        guard binding.phoneA != binding.phoneB, binding.phoneX != binding.phoneA, binding.phoneX != binding.phoneB
        else { throw DomainError.binding(.samePhone) }
        try expire(on: binding.phoneX)
        let number = try number(of: binding)
        try parties.remove(of: binding.id, from: number)
        let request = BindingRequest(
            kind: binding.kind, pool: binding.pool, phoneA: binding.phoneA, phoneB: binding.phoneB,
            phoneE: binding.phoneE, number: .given(binding.phoneX), expiresAt: binding.expiresAt)
        let all = BindingParties.excluded(by: request)
        if let party = try parties.first(of: all, on: binding.phoneX) {
            throw DomainError.binding(Self.conflict(party, request))
        }
        try parties.add(all, of: binding.id, on: number)
        try scope.transaction.execute(
            """
            UPDATE bindings
            SET phone_a = \(binding.phoneA), phone_b = \(binding.phoneB), expires_at = \(binding.expiresAt),
                audio_record_flag = \(binding.details.audioRecordFlag),
                call_display_type = \(binding.details.callDisplayType), user_data = \(binding.details.userData),
                out_id = \(binding.details.outID)
            WHERE account_id = \(scope.account) AND sub_id = \(binding.id)
            """)
        scope.trail.changed(.init(.binding, binding.id), from: former.auditFields, to: binding.auditFields)
    }

    func end(_ binding: Binding, at time: Timestamp) throws {
        let children = try scope.transaction.rows(
            """
            SELECT \(Self.columns) FROM bindings
            WHERE parent_sub_id = \(binding.id) AND is_live = 1 ORDER BY sub_id
            """, storedBinding)
        for binding in children + [binding] {
            let time = min(time, binding.expiresAt)
            let ended = try scope.transaction.changes(
                by:
                    """
                    UPDATE bindings SET is_live = 0, ended_at = \(time)
                    WHERE account_id = \(scope.account) AND sub_id = \(binding.id) AND is_live = 1
                    """)
            // A child may have been ended with its parent, a moment before its own turn.
            guard ended == 1 else { continue }
            let number = try number(of: binding)
            try parties.remove(of: binding.id, from: number)
            try scope.numbers.unbound(number, at: time)
            scope.trail.deleted(.init(.binding, binding.id), binding.auditFields)
        }
    }

    func number(of binding: Binding) throws -> PooledNumber {
        guard let number = try scope.numbers.find(binding.phoneX) else {
            preconditionFailure("a number that is bound cannot be removed")
        }
        return number
    }

    func live(_ id: SubscriptionID, in pool: NumberPoolNo, kinds: [BindingKind]) throws -> Binding {
        guard let binding = try find(id), binding.isLive, binding.pool == pool, kinds.contains(binding.kind) else {
            throw DomainError.binding(.unknown(id))
        }
        return binding
    }

    func condition(_ filter: BindingFilter) -> SQLStatement {
        var condition: SQLStatement = "account_id = \(scope.account)"
        if let id = filter.id { condition += " AND sub_id = \(id)" }
        if let pool = filter.pool { condition += " AND number_pool_no = \(pool)" }
        if let phone = filter.phoneA { condition += " AND phone_a = \(phone)" }
        if let phone = filter.phoneB { condition += " AND phone_b = \(phone)" }
        if let phone = filter.phoneX { condition += " AND phone_x = \(phone) AND kind <> \(BindingKind.yb.rawValue)" }
        if let phone = filter.phoneY { condition += " AND phone_x = \(phone) AND kind = \(BindingKind.yb.rawValue)" }
        if let phone = filter.number { condition += " AND phone_x = \(phone)" }
        if let outID = filter.outID { condition += " AND out_id = \(outID) AND out_id <> ''" }
        switch filter.isLive {
        case true?: condition += " AND is_live = 1 AND expires_at > \(scope.now)"
        case false?: condition += " AND (is_live = 0 OR expires_at <= \(scope.now))"
        case nil: break
        }
        return condition
    }

    /// A binding as it is now: one whose time is over has ended, whether anybody has said so or not.
    func binding(_ row: any SQLRow) -> Binding {
        var binding = storedBinding(row)
        if binding.isLive, binding.expiresAt <= scope.now {
            binding.isLive = false
            binding.endedAt = binding.expiresAt
        }
        return binding
    }

    func storedBinding(_ row: any SQLRow) -> Binding {
        guard let kind = BindingKind(rawValue: row.integer(1)) else {
            preconditionFailure("the schema admits known kinds only")
        }
        return Binding(
            id: SubscriptionID(row.text(0)), kind: kind, pool: NumberPoolNo(row.text(2)),
            phoneA: PhoneNumber(stored: row.text(3)), phoneB: row.optionalText(4).map(PhoneNumber.init(stored:)),
            phoneX: PhoneNumber(stored: row.text(5)), phoneE: row.optionalText(6),
            parent: row.optionalText(7).map(SubscriptionID.init), isLive: row.integer(8) == 1,
            enabledAt: Timestamp(milliseconds: row.integer(9)), expiresAt: Timestamp(milliseconds: row.integer(10)),
            endedAt: row.optionalTimestamp(15),
            details: BindingDetails(
                audioRecordFlag: row.integer(11), callDisplayType: row.integer(12), userData: row.text(13),
                outID: row.text(14)))
    }
}

extension Binding {
    /// What the audit log tells of a binding.
    fileprivate var auditFields: AuditTrail.Fields {
        [
            "pool": .plain(pool), "phone_a": .phone(phoneA), "phone_b": .phone(phoneB), "phone_x": .phone(phoneX),
            "expires": .plain(expiresAt), "audio_record": .plain(details.audioRecordFlag),
            "out_id": .text(details.outID),
        ]
    }
}
