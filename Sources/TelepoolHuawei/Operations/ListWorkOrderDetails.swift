import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// 查询业务受理详情列表: lists what came of a work order for each card (`reference/huawei-gsl.md`, 4.16). Of a work order that
/// the account does not have, nothing.
package struct ListWorkOrderDetails: HuaweiOperation {
    package static let route = Route(.get, "/v1/work-orders/{work_order_id}/details")
    package static let access = Access.read(.reader)

    private var order: WorkOrderID
    private var cid: String?
    private var simType: Int64?
    private var status: Int64?
    private var page: HuaweiPage

    package init(_ request: RESTRequest) throws(HuaweiError) {
        let query = HuaweiQuery(request)
        order = WorkOrderID(try request.identifier("work_order_id"))
        cid = try request.text("main_search_key", limit: 128)
        simType = try query.integer("sim_type", in: 1...10)
        status = try query.integer("status", in: 1...3)
        page = try query.page()
    }

    package func perform(in scope: TenantScope) throws -> Response {
        let details = try scope.workOrders.details(
            of: order, cid: cid, simType: simType, status: status, offset: page.elementsBefore, limit: page.limit)
        return Response(details: details, page: page)
    }

    package struct Response: JSONWritable {
        package var details: Page<WorkOrderDetail>
        package var page: HuaweiPage

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.members(of: page, count: details.total)
                $0.array("work_order_details", details.elements) { json, detail in
                    json.object {
                        // A work order of this interface is of one card, so that its number stands for that too.
                        $0.member("id", detail.order.rawValue)
                        $0.member("sim_type", detail.simType)
                        $0.member("status", detail.status.rawValue)
                        $0.member("cid", detail.cid)
                        $0.member("sim_card_id", detail.card.rawValue)
                        $0.member("create_time", time: detail.createdAt)
                        if let time = detail.finishedAt { $0.member("finish_time", time: time) }
                        if !detail.description.isEmpty { $0.member("description", detail.description) }
                    }
                }
            }
        }
    }
}
