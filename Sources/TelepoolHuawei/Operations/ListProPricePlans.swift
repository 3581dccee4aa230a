import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// 查询套餐列表: lists the price plans of the account (`reference/huawei-gsl.md`, 4.11).
package struct ListProPricePlans: HuaweiOperation {
    package static let route = Route(.get, "/v1/price-plans")
    package static let access = Access.read(.reader)

    /// `nil` where no plan of a mainland carrier can match.
    private var filter: PricePlanFilter?
    private var page: HuaweiPage

    package init(_ request: RESTRequest) throws(HuaweiError) {
        let query = HuaweiQuery(request)
        page = try query.page()
        var filter = PricePlanFilter()
        filter.namePart = try request.text("main_search_key", limit: 256)
        guard filter.namePart?.unicodeScalars.allSatisfy(Self.isAllowed) ?? true else { throw .invalidParameter }
        filter.monthlyData = try query.integer("flow_total", in: 0...Self.greatestData).map(DataAmount.init(megabytes:))
        filter.networkType = try query.integer("network_type", in: 1...2)
        let location = try query.integer("location_type", in: 1...5)
        let country = try query.integer("country_type", in: 1...11)
        let carrier = try query.integer("carrier_type", in: 1...999)
        if let carrier {
            guard let known = Self.carriers[carrier] else { throw .invalidParameter }
            filter.carrier = known
        }
        let isForeign = location ?? PricePlan.location != PricePlan.location || country != nil
        self.filter = isForeign || carrier != nil && filter.carrier == nil ? nil : filter
    }

    package func perform(in scope: TenantScope) throws -> Response {
        let plans = try filter.map { try scope.pricePlans.list($0, offset: page.elementsBefore, limit: page.limit) }
        return Response(plans: plans ?? Page(elements: [], total: 0), page: page)
    }

    /// More than any plan can have, in MB.
    private static let greatestData: Int64 = 1_000_000_000_000

    /// The contract's codes of carriers; there are no plans here of those without a value.
    private static let carriers: [Int64: Carrier?] = {
        var carriers: [Int64: Carrier?] = [1: .mobile, 101: .mobile, 2: .telecom, 102: .telecom, 3: .unicom]
        for code in [201] + Array(501...511) { carriers.updateValue(nil, forKey: Int64(code)) }
        return carriers
    }()

    /// The whitelist of names of plans (1.10).
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\u{4E00}"..."\u{9FA5}", "a"..."z", "A"..."Z", "0"..."9", "(", ")", "（", "）", ":", "：", ".", "-", "/":
            true
        default: scalar.properties.isWhitespace
        }
    }

    package struct Response: JSONWritable {
        package var plans: Page<PricePlan>
        package var page: HuaweiPage

        /// `20 月`
        private static let months: Int64 = 20

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.members(of: page, count: plans.total)
                $0.array("price_plans", plans.elements) { json, plan in
                    json.object {
                        $0.member("price_plan_id", plan.id.rawValue)
                        $0.member("price_plan_name", plan.name)
                        $0.member("description", plan.description)
                        $0.member("flow_total", plan.monthlyData.bytes / DataAmount.bytesPerMegabyte)
                        $0.member("package_type", plan.packageType)
                        $0.member("period", plan.months)
                        $0.member("period_type", Self.months)
                        plan.writeBeginning(to: &$0)
                        $0.member("auto_renew", plan.renewsItself)
                        $0.member("location_desc", PricePlan.locationName)
                        $0.member("location_type", PricePlan.location)
                        $0.member("carrier_type", plan.carrier.rawValue)
                        $0.member("sim_type", SIMCardView.physical)
                        $0.member("price", plan.price)
                    }
                }
            }
        }
    }
}
