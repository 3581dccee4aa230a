import TelepoolSQL
import TelepoolTime

/// Which work orders a list shows: those that match everything that is set.
package struct WorkOrderFilter: Sendable, Equatable {
    package var id: WorkOrderID?
    package var simType: Int64?
    package var type: Int64?
    package var status: Int64?

    package init(id: WorkOrderID? = nil, simType: Int64? = nil, type: Int64? = nil, status: Int64? = nil) {
        self.id = id
        self.simType = simType
        self.type = type
        self.status = status
    }
}

extension WorkOrders {
    package func find(_ id: WorkOrderID) throws -> WorkOrder? {
        try select(WorkOrderFilter(id: id), offset: 0, limit: 1).first
    }

    /// The work orders that match, newest first.
    package func list(_ filter: WorkOrderFilter, offset: Int64, limit: Int64) throws -> Page<WorkOrder> {
        Page(elements: try select(filter, offset: offset, limit: limit), total: try count(filter))
    }

    /// What came of a work order for each card, in the order of the cards; nothing where there is no such work order.
    ///
    /// - Parameters:
    ///   - cid: the ICCID that the card had when it was asked for.
    ///   - status: a ``WorkOrderDetailStatus``.
    package func details(
        of id: WorkOrderID, cid: String?, simType: Int64?, status: Int64?, offset: Int64, limit: Int64
    ) throws -> Page<WorkOrderDetail> {
        var condition: SQLStatement = "d.account_id = \(scope.account) AND d.work_order_id = \(id)"
        if let cid { condition += " AND d.cid = \(cid)" }
        if let status { condition += " AND d.status = \(status)" }
        if let simType { condition += " AND w.sim_type = \(simType)" }
        let source: SQLStatement = """
            work_order_details d JOIN work_orders w ON w.account_id = d.account_id AND w.id = d.work_order_id
            """
        let details = try scope.transaction.rows(
            """
            SELECT d.sim_card_id, d.cid, w.sim_type, d.status, d.created_at, d.finished_at, d.description
            FROM \(source) WHERE \(condition) ORDER BY d.sim_card_id LIMIT \(limit) OFFSET \(offset)
            """
        ) { row in
            guard let status = WorkOrderDetailStatus(rawValue: row.integer(3)) else {
                preconditionFailure("the schema admits known states only")
            }
            return WorkOrderDetail(
                order: id, card: SIMCardID(row.integer(0)), cid: row.text(1), simType: row.integer(2), status: status,
                createdAt: Timestamp(milliseconds: row.integer(4)), finishedAt: row.optionalTimestamp(5),
                description: row.text(6))
        }
        let total = try scope.transaction.first("SELECT count(*) FROM \(source) WHERE \(condition)") { $0.integer(0) }
        return Page(elements: details, total: total ?? 0)
    }

    private func select(_ filter: WorkOrderFilter, offset: Int64, limit: Int64) throws -> [WorkOrder] {
        try scope.transaction.rows(
            """
            SELECT w.id, w.sim_type, w.type, w.detail, w.status, w.source, w.created_at, w.finished_at, w.fail_reason,
                   count(*), count(*) FILTER (WHERE d.status = 1), count(*) FILTER (WHERE d.status = 3),
                   count(*) FILTER (WHERE d.status = 2)
            FROM (SELECT * FROM work_orders WHERE \(condition(filter)) ORDER BY id DESC LIMIT \(limit) OFFSET \(offset)) w
            JOIN work_order_details d ON d.account_id = w.account_id AND d.work_order_id = w.id
            GROUP BY w.id, w.sim_type, w.type, w.detail, w.status, w.source, w.created_at, w.finished_at, w.fail_reason
            ORDER BY w.id DESC
            """
        ) { row in
            guard let status = WorkOrderStatus(rawValue: row.integer(4)) else {
                preconditionFailure("the schema admits known states only")
            }
            return WorkOrder(
                id: WorkOrderID(row.integer(0)), simType: row.integer(1), type: row.integer(2), detail: row.text(3),
                status: status, source: row.integer(5), createdAt: Timestamp(milliseconds: row.integer(6)),
                finishedAt: row.optionalTimestamp(7), failReason: row.text(8), total: row.integer(9),
                succeeded: row.integer(10), failed: row.integer(11), underWay: row.integer(12))
        }
    }

    /// How many match: from the totals, unless one is named.
    private func count(_ filter: WorkOrderFilter) throws -> Int64 {
        let statement: SQLStatement =
            filter.id == nil
            ? "SELECT sum(orders) FROM work_order_totals WHERE \(condition(filter))"
            : "SELECT count(*) FROM work_orders WHERE \(condition(filter))"
        return try scope.transaction.first(statement) { $0.optionalInteger(0) ?? 0 } ?? 0
    }

    private func condition(_ filter: WorkOrderFilter) -> SQLStatement {
        var condition: SQLStatement = "account_id = \(scope.account)"
        if let id = filter.id { condition += " AND id = \(id)" }
        if let type = filter.simType { condition += " AND sim_type = \(type)" }
        if let type = filter.type { condition += " AND type = \(type)" }
        if let status = filter.status { condition += " AND status = \(status)" }
        return condition
    }
}
