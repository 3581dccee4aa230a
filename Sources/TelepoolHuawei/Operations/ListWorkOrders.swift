import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// 查询业务受理列表: lists work orders, newest first (`reference/huawei-gsl.md`, 4.16).
package struct ListWorkOrders: HuaweiOperation {
    package static let route = Route(.get, "/v1/work-orders")
    package static let access = Access.read(.reader)

    private var filter: WorkOrderFilter
    private var page: HuaweiPage

    package init(_ request: RESTRequest) throws(HuaweiError) {
        let query = HuaweiQuery(request)
        // `^[0-9]{1,17}$`
        let id = try query.integer("main_search_key", in: 0...99_999_999_999_999_999)
        _ = try request.text("main_search_key", limit: 17)
        filter = WorkOrderFilter(
            id: id.map(WorkOrderID.init), simType: try query.integer("sim_type", in: 1...10),
            type: try query.integer("work_order_type", in: 1...99), status: try query.integer("status", in: 1...7))
        page = try query.page()
    }

    package func perform(in scope: TenantScope) throws -> Response {
        let orders = try scope.workOrders.list(filter, offset: page.elementsBefore, limit: page.limit)
        return Response(orders: orders, page: page)
    }

    package struct Response: JSONWritable {
        package var orders: Page<WorkOrder>
        package var page: HuaweiPage

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.members(of: page, count: orders.total)
                $0.array("work_orders", orders.elements) { json, order in Self.write(order, to: &json) }
            }
        }

        private static func write(_ order: WorkOrder, to json: inout JSONWriter) {
            json.object {
                $0.member("id", order.id.rawValue)
                $0.member("sim_type", order.simType)
                $0.member("work_order_type", order.type)
                $0.member("req_detail", order.detail)
                $0.member("total_count", order.total)
                $0.member("success_count", order.succeeded)
                $0.member("fail_count", order.failed)
                $0.member("process_count", order.underWay)
                $0.member("status", order.status.rawValue)
                $0.member("create_time", time: order.createdAt)
                if let time = order.finishedAt { $0.member("finish_time", time: time) }
                if !order.failReason.isEmpty { $0.member("fail_reason", order.failReason) }
                $0.member("work_order_source", order.source)
                if let source = sources[order.source] { $0.member("work_order_source_desc", source) }
            }
        }

        private static let sources: [Int64: String] = [
            1: "运营人员生成", 2: "用户操作生成(console)", 3: "自动化规则生成", 4: "后向流量池超阈值停用次月自动复机任务",
            5: "单卡没流量停机定时任务", 6: "SIM卡到期自动停机定时任务", 7: "流量池停机定时任务", 8: "用户操作生成(api)",
        ]
    }
}
