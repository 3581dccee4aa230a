import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST
package import TelepoolTime

/// 批量查询SIM卡日用量: tells what cards have used on each day of a month, or on one day, in Beijing
/// (`reference/huawei-gsl.md`, 4.10).
package struct ListSimCardFlowPerDay: HuaweiOperation {
    package static let route = Route(.post, "/v1/sim-cards/batch-daily-flow")
    package static let access = Access.read(.reader)

    /// The contract has no limit here; this is the one of monthly usage.
    private static let cardLimit = 500

    private var cards: SIMCardSelection
    /// The first and the last day that were asked for.
    private var days: (first: CivilDate, last: CivilDate)

    package init(_ request: RESTRequest) throws(HuaweiError) {
        let body = try HuaweiBody(request)
        cards = try SIMCardSelection(body, limit: Self.cardLimit, iccidLength: 1...128, allowsBoth: false)
        let month = try body.spelled("month", length: 6...6)
        let date = try body.spelled("date", length: 8...8)
        switch (month, date) {
        case (let month?, nil): days = try Self.month(month)
        case (nil, let date?):
            let day = try Self.date(date)
            days = (day, day)
        default: throw .invalidParameter
        }
    }

    /// Days are shown from the first of last month until yesterday; what is left of this month is not there yet.
    package func perform(in scope: TenantScope) throws -> Response {
        let today = CivilTime(scope.now, offset: CivilTime.beijing).date
        let thisMonth = BillingCycle(year: today.year, month: today.month)
        let earliest = thisMonth.advanced(by: -1)
        let isDay = days.first == days.last
        let asked = BillingCycle(year: days.first.year, month: days.first.month)
        guard (earliest...thisMonth).contains(asked), !isDay || days.first.daysSinceEpoch < today.daysSinceEpoch else {
            throw HuaweiError.invalidParameter
        }
        let held = try cards.cards(in: scope)
        guard held.count == cards.references.count else { throw DomainError.simCard(.unknown) }
        let last = min(days.last.daysSinceEpoch, today.daysSinceEpoch - 1)
        guard days.first.daysSinceEpoch <= last else { return Response(cards: held, days: [], used: [:]) }
        let used = try scope.usage.used(
            by: held.map(\.id), from: days.first, through: CivilDate(daysSinceEpoch: last))
        return Response(
            cards: held, days: (days.first.daysSinceEpoch...last).map(CivilDate.init(daysSinceEpoch:)), used: used)
    }

    /// `yyyyMM`
    private static func month(_ text: String) throws(HuaweiError) -> (first: CivilDate, last: CivilDate) {
        let first = try date(text + "01")
        let length = CivilDate.days(inMonth: first.month, year: first.year)
        return (first, CivilDate(daysSinceEpoch: first.daysSinceEpoch + length - 1))
    }

    /// `yyyyMMdd`
    private static func date(_ text: String) throws(HuaweiError) -> CivilDate {
        guard text.utf8.count == 8, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let number = Int64(text),
            let date = CivilDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
        else { throw .invalidParameter }
        return date
    }

    package struct Response: JSONWritable {
        package var cards: [HeldSIMCard]
        package var days: [CivilDate]
        package var used: [CivilDate: [SIMCardID: DataAmount]]

        package func write(to json: inout JSONWriter) {
            json.array { json in
                for day in days {
                    json.object {
                        $0.member("date", Self.text(day))
                        $0.array("sim_flow", cards) { json, card in
                            json.object {
                                $0.member("sim_card_id", card.id.rawValue)
                                $0.member("iccid", card.iccid)
                                $0.member("flow", hundredths: used[day]?[card.id]?.megabyteHundredths ?? 0)
                            }
                        }
                    }
                }
            }
        }

        /// `yyyyMMdd`
        private static func text(_ day: CivilDate) -> String {
            var bytes: [UInt8] = []
            bytes.append(day.year, digits: 4)
            bytes.append(day.month, digits: 2)
            bytes.append(day.day, digits: 2)
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}
