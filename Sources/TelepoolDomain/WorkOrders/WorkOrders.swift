import TelepoolSQL
import TelepoolTime

/// The work orders of an account: asked for at once, carried out by the server in the background.
package struct WorkOrders {
    /// How long the same cannot be asked for again where the vendor says so, in seconds (`GSL.00016016`).
    static let repetitionPause: Int64 = 300
    /// The server itself (`reference/huawei-gsl.md`, 4.16).
    private static let api: Int64 = 8
    private static let physicalCard: Int64 = 3

    let scope: TenantScope

    /// Asks for something to be done with a card.
    ///
    /// - Throws: ``DomainError/simCard(_:)``.
    package func request(_ action: SIMCardAction, for card: HeldSIMCard) throws -> WorkOrderID {
        try check(action, for: card)
        let isReviewed = try scope.ownAccount().reviewsWorkOrders
        let id = WorkOrderID(scope.environment.identifiers.number())
        let status = isReviewed ? WorkOrderStatus.inReview : .underWay
        try scope.transaction.execute(
            """
            INSERT INTO work_orders
            (account_id, id, type, sim_type, source, status, detail, action, due_at, created_at, fail_reason)
            VALUES (\(scope.account), \(id), \(action.type.rawValue), \(Self.physicalCard), \(Self.api),
                    \(status.rawValue), \("容器ID:\(card.iccid)"), \(action.argument), \(dueAt), \(scope.now), '')
            """)
        try scope.transaction.execute(
            """
            INSERT INTO work_order_details
            (account_id, work_order_id, sim_card_id, type, status, cid, created_at, description)
            VALUES (\(scope.account), \(id), \(card.id), \(action.type.rawValue),
                    \(WorkOrderDetailStatus.underWay.rawValue), \(card.iccid), \(scope.now), '')
            """)
        try addToTotal(action.type, status, 1)
        scope.trail.created(
            .init(.workOrder, id),
            ["type": .plain(action.type.rawValue), "status": .plain(status.rawValue), "sim_card": .plain(card.id)])
        return id
    }

    /// Lets an order be carried out that waits for somebody to decide, or refuses it.
    ///
    /// - Parameter reason: why it is refused; `nil` approves it.
    /// - Throws: ``DomainError/unknownWorkOrder(_:)`` where there is none, or it does not wait.
    package func decide(_ id: WorkOrderID, refusing reason: String?) throws {
        guard let order = try find(id), order.status == .inReview, let type = WorkOrderType(rawValue: order.type) else {
            throw DomainError.unknownWorkOrder(id)
        }
        if let reason {
            try finish(id, type, .rejected, from: .inReview, reason: reason)
        } else {
            try scope.transaction.execute(
                """
                UPDATE work_orders SET status = \(WorkOrderStatus.underWay.rawValue), due_at = \(dueAt)
                WHERE account_id = \(scope.account) AND id = \(id)
                """)
            try addToTotal(type, .inReview, -1)
            try addToTotal(type, .underWay, 1)
            note(id, from: .inReview, to: .underWay)
        }
    }

    /// Carries out what is due.
    ///
    /// - Returns: how many, at most `limit`.
    func carryOutDue(limit: Int64) throws -> Int {
        let due = try scope.transaction.rows(
            """
            SELECT w.id, w.type, w.action, d.sim_card_id FROM work_orders w
            JOIN work_order_details d ON d.account_id = w.account_id AND d.work_order_id = w.id
            WHERE w.status = \(WorkOrderStatus.underWay.rawValue) AND w.due_at <= \(scope.now)
             AND w.account_id = \(scope.account)
            ORDER BY w.due_at, w.id LIMIT \(limit)
            """
        ) { row in
            (
                id: WorkOrderID(row.integer(0)), type: WorkOrderType(rawValue: row.integer(1)), argument: row.text(2),
                card: SIMCardID(row.integer(3))
            )
        }
        for order in due {
            guard let type = order.type, let action = SIMCardAction(type, argument: order.argument) else {
                preconditionFailure("only known actions are written")
            }
            let reason = try carryOut(action, on: order.card)
            try finish(order.id, type, reason == nil ? .done : .failed, from: .underWay, reason: reason ?? "")
        }
        return due.count
    }

    private var dueAt: Timestamp { scope.now.adding(seconds: scope.environment.workOrderDelay) }

    private func finish(
        _ id: WorkOrderID, _ type: WorkOrderType, _ status: WorkOrderStatus, from: WorkOrderStatus, reason: String
    ) throws {
        try scope.transaction.execute(
            """
            UPDATE work_orders
            SET status = \(status.rawValue), finished_at = \(scope.now), fail_reason = \(reason)
            WHERE account_id = \(scope.account) AND id = \(id)
            """)
        let detail = status == .done ? WorkOrderDetailStatus.succeeded : .failed
        try scope.transaction.execute(
            """
            UPDATE work_order_details
            SET status = \(detail.rawValue), finished_at = \(scope.now), description = \(reason)
            WHERE account_id = \(scope.account) AND work_order_id = \(id)
            """)
        try addToTotal(type, from, -1)
        try addToTotal(type, status, 1)
        note(id, from: from, to: status)
    }

    private func note(_ id: WorkOrderID, from: WorkOrderStatus, to: WorkOrderStatus) {
        scope.trail.changed(
            .init(.workOrder, id), from: ["status": .plain(from.rawValue)], to: ["status": .plain(to.rawValue)])
    }

    private func addToTotal(_ type: WorkOrderType, _ status: WorkOrderStatus, _ change: Int64) throws {
        guard change < 0 else {
            try scope.transaction.execute(
                """
                INSERT INTO work_order_totals (account_id, sim_type, type, status, orders)
                VALUES (\(scope.account), \(Self.physicalCard), \(type.rawValue), \(status.rawValue), \(change))
                ON CONFLICT (account_id, sim_type, type, status)
                DO UPDATE SET orders = work_order_totals.orders + excluded.orders
                """)
            return
        }
        try scope.transaction.execute(
            """
            UPDATE work_order_totals SET orders = orders + \(change)
            WHERE account_id = \(scope.account) AND sim_type = \(Self.physicalCard) AND type = \(type.rawValue)
             AND status = \(status.rawValue)
            """)
    }
}
