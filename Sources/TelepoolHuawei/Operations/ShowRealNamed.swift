import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// 查询实名认证信息: tells whether the carrier knows the holder of a card (`reference/huawei-gsl.md`, 4.8).
package struct ShowRealNamed: HuaweiOperation {
    package static let route = Route(.get, "/v1/sim-cards/{sim_card_id}/real-named")
    package static let access = Access.read(.reader)

    private var card: SIMCardReference

    package init(_ request: RESTRequest) throws(HuaweiError) {
        card = try SIMCardAddress(request).reference
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(card: try scope.simCards.named(card))
    }

    package struct Response: JSONWritable {
        package var card: HeldSIMCard

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.member("iccid", card.iccid)
                $0.member("real_named", card.isRealNamed)
            }
        }
    }
}
