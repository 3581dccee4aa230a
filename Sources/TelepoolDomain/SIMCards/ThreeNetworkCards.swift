import TelepoolSQL

/// A card that can use the networks of three carriers (三网卡).
package struct ThreeNetworkCard: Sendable, Equatable {
    package var id: SIMCardID
    package var cid: String
    package var order: OrderID
    /// 1 with the vendor's software in the device, 2 without.
    package var version: Int64
    package var onlineCarrier: Carrier
    package var iccidMobile: String
    package var iccidUnicom: String
    package var iccidTelecom: String
    /// The policy by which it switches networks.
    package var policy: Int64?
    /// What that policy is called; as the card is held, not as it is added.
    package var policyName: String?

    package init(
        id: SIMCardID, cid: String, order: OrderID, version: Int64, onlineCarrier: Carrier, iccidMobile: String,
        iccidUnicom: String, iccidTelecom: String, policy: Int64?
    ) {
        self.id = id
        self.cid = cid
        self.order = order
        self.version = version
        self.onlineCarrier = onlineCarrier
        self.iccidMobile = iccidMobile
        self.iccidUnicom = iccidUnicom
        self.iccidTelecom = iccidTelecom
        self.policy = policy
    }
}

/// Which three-network cards a list shows: those that match everything that is set.
package struct ThreeNetworkCardFilter: Sendable, Equatable {
    package var id: SIMCardID?
    package var cid: String?
    package var order: OrderID?
    package var version: Int64?
    package var onlineCarrier: Int64?
    /// The ICCID that it has with one of the carriers.
    package var iccid: String?

    package init(
        id: SIMCardID? = nil, cid: String? = nil, order: OrderID? = nil, version: Int64? = nil,
        onlineCarrier: Int64? = nil, iccid: String? = nil
    ) {
        self.id = id
        self.cid = cid
        self.order = order
        self.version = version
        self.onlineCarrier = onlineCarrier
        self.iccid = iccid
    }
}

/// The three-network cards of an account.
package struct ThreeNetworkCards {
    let scope: TenantScope

    /// Makes a card one that can use three networks.
    package func add(_ card: ThreeNetworkCard) throws {
        try scope.transaction.execute(
            """
            INSERT INTO three_network_cards
            (account_id, sim_card_id, version, online_carrier, iccid_mobile, iccid_unicom, iccid_telecom, policy_id)
            VALUES (\(scope.account), \(card.id), \(card.version), \(card.onlineCarrier.rawValue), \(card.iccidMobile),
                    \(card.iccidUnicom), \(card.iccidTelecom), \(card.policy))
            ON CONFLICT (account_id, sim_card_id) DO UPDATE
            SET version = excluded.version, online_carrier = excluded.online_carrier,
                iccid_mobile = excluded.iccid_mobile, iccid_unicom = excluded.iccid_unicom,
                iccid_telecom = excluded.iccid_telecom
            """)
    }

    /// The cards that match, in the order of their ids.
    package func list(_ filter: ThreeNetworkCardFilter, offset: Int64, limit: Int64) throws -> Page<ThreeNetworkCard> {
        let source: SQLStatement = """
            three_network_cards t JOIN sim_cards s ON s.account_id = t.account_id AND s.id = t.sim_card_id
            WHERE \(condition(filter))
            """
        let cards = try scope.transaction.rows(
            """
            SELECT t.sim_card_id, s.iccid, s.order_id, t.version, t.online_carrier, t.iccid_mobile, t.iccid_unicom,
                   t.iccid_telecom, t.policy_id,
                   (SELECT n.name FROM network_switch_policies n
                    WHERE n.account_id = t.account_id AND n.id = t.policy_id)
            FROM \(source) ORDER BY t.sim_card_id LIMIT \(limit) OFFSET \(offset)
            """
        ) { row in
            var card = ThreeNetworkCard(
                id: SIMCardID(row.integer(0)), cid: row.text(1), order: OrderID(row.integer(2)),
                version: row.integer(3), onlineCarrier: Carrier(stored: row.integer(4)), iccidMobile: row.text(5),
                iccidUnicom: row.text(6), iccidTelecom: row.text(7), policy: row.optionalInteger(8))
            card.policyName = row.optionalText(9)
            return card
        }
        let total = try scope.transaction.first("SELECT count(*) FROM \(source)") { $0.integer(0) }
        return Page(elements: cards, total: total ?? 0)
    }

    func holds(_ id: SIMCardID) throws -> Bool {
        try scope.transaction.first(
            "SELECT 1 FROM three_network_cards WHERE account_id = \(scope.account) AND sim_card_id = \(id)"
        ) { _ in true } ?? false
    }

    /// Whether the account has such a policy.
    func hasPolicy(_ id: Int64) throws -> Bool {
        try scope.transaction.first(
            "SELECT 1 FROM network_switch_policies WHERE account_id = \(scope.account) AND id = \(id)"
        ) { _ in true } ?? false
    }

    func setPolicy(_ policy: Int64, of id: SIMCardID) throws {
        try scope.networkSwitchPolicies.use(NetworkSwitchPolicyID(policy))
        try scope.transaction.execute(
            """
            UPDATE three_network_cards SET policy_id = \(policy)
            WHERE account_id = \(scope.account) AND sim_card_id = \(id)
            """)
        scope.trail.changed(.init(.simCard, id), from: [:], to: ["network_switch_policy": .plain(policy)])
    }

    func setOnlineCarrier(_ carrier: Carrier, of id: SIMCardID) throws {
        try scope.transaction.execute(
            """
            UPDATE three_network_cards SET online_carrier = \(carrier.rawValue)
            WHERE account_id = \(scope.account) AND sim_card_id = \(id)
            """)
        scope.trail.changed(.init(.simCard, id), from: [:], to: ["online_carrier": .plain(carrier.rawValue)])
    }

    private func condition(_ filter: ThreeNetworkCardFilter) -> SQLStatement {
        var condition: SQLStatement = "t.account_id = \(scope.account)"
        if let id = filter.id { condition += " AND t.sim_card_id = \(id)" }
        if let cid = filter.cid { condition += " AND s.iccid = \(cid)" }
        if let order = filter.order { condition += " AND s.order_id = \(order)" }
        if let version = filter.version { condition += " AND t.version = \(version)" }
        if let carrier = filter.onlineCarrier { condition += " AND t.online_carrier = \(carrier)" }
        if let iccid = filter.iccid {
            condition += " AND \(iccid) IN (t.iccid_mobile, t.iccid_unicom, t.iccid_telecom)"
        }
        return condition
    }
}
