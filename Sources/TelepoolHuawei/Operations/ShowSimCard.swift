import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// 查询SIM卡详情: shows a card (`reference/huawei-gsl.md`, 4.6).
package struct ShowSimCard: HuaweiOperation {
    package static let route = Route(.get, "/v1/sim-cards/{sim_card_id}")
    package static let access = Access.read(.reader)

    private var card: SIMCardReference

    package init(_ request: RESTRequest) throws(HuaweiError) {
        card = try SIMCardAddress(request).reference
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(views: try SIMCardView.views(of: [scope.simCards.named(card)], in: scope))
    }

    package struct Response: JSONWritable {
        fileprivate var views: [SIMCardView]

        package func write(to json: inout JSONWriter) {
            for view in views { view.write(to: &json) }
        }
    }
}
