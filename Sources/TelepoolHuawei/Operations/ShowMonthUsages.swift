import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// 批量查询SIM卡月用量: tells what cards have used in billing cycles of their carriers (`reference/huawei-gsl.md`, 4.9).
///
/// Cards that the account does not hold are left out.
package struct ShowMonthUsages: HuaweiOperation {
    package static let route = Route(.post, "/v1/sim-cards/month-usages")
    package static let access = Access.read(.reader)

    private static let cardLimit = 500
    /// How many cycles may be asked for, and how many there are to choose from, the one that runs included.
    private static let historyLength: Int64 = 6

    private var cards: SIMCardSelection
    private var cycles: [BillingCycle]

    package init(_ request: RESTRequest) throws(HuaweiError) {
        let body = try HuaweiBody(request)
        cards = try SIMCardSelection(body, limit: Self.cardLimit, iccidLength: SIMCardAddress.iccidLength)
        let texts = try body.required(body.texts("billing_cycles", length: 0...7))
        cycles = texts.compactMap(BillingCycle.init)
        guard (1...Self.historyLength).contains(Int64(texts.count)), cycles.count == texts.count else {
            throw .invalidParameter
        }
    }

    package func perform(in scope: TenantScope) throws -> Response {
        let latest = Carrier.latestCycle(at: scope.now)
        let earliest = Carrier.mobile.cycle(at: scope.now).advanced(by: 1 - Self.historyLength)
        // Compatibility: other operations answer 403 here, which this one does not list.
        guard cycles.allSatisfy((earliest...latest).contains) else { throw HuaweiError.invalidParameter }
        let held = try cards.cards(in: scope)
        let used = try scope.usage.used(by: held.map(\.id), in: Set(cycles))
        return Response(cards: held, cycles: cycles, used: used)
    }

    package struct Response: JSONWritable {
        package var cards: [HeldSIMCard]
        package var cycles: [BillingCycle]
        package var used: [SIMCardID: [BillingCycle: DataAmount]]

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.array("month_usages", cards) { json, card in
                    json.object {
                        $0.member("sim_card_id", card.id.rawValue)
                        $0.member("iccid", card.iccid)
                        $0.array("flow_usages", cycles) { json, cycle in
                            json.object {
                                // Without the hyphen that the request has.
                                $0.member("billing_cycle", cycle.description.filter { $0 != "-" })
                                $0.member("flow_used", hundredths: used[card.id]?[cycle]?.megabyteHundredths ?? 0)
                            }
                        }
                    }
                }
            }
        }
    }
}
