import TelepoolDomain
import TelepoolTime
import Testing

struct `Billing cycles` {
    @Test(arguments: [
        (Carrier.unicom, "2022-09", "2022-08-26T16:00:00Z", "2022-09-26T15:59:59Z"),
        (.mobile, "2022-09", "2022-08-31T16:00:00Z", "2022-09-30T15:59:59Z"),
        (.telecom, "2022-09", "2022-08-31T16:00:00Z", "2022-09-30T15:59:59Z"),
        (.unicom, "2023-01", "2022-12-26T16:00:00Z", "2023-01-26T15:59:59Z"),
        (.mobile, "2024-02", "2024-01-31T16:00:00Z", "2024-02-29T15:59:59Z"),
        (.unicom, "2024-03", "2024-02-26T16:00:00Z", "2024-03-26T15:59:59Z"),
    ])
    func `run from midnight to midnight in Beijing`(carrier: Carrier, name: String, start: String, last: String) throws
    {
        let cycle = try #require(BillingCycle(name))
        #expect(carrier.start(of: cycle) == Timestamp(rfc3339: start))
        #expect(carrier.lastSecond(of: cycle) == Timestamp(rfc3339: last))
        #expect(cycle.description == name)
    }

    @Test(arguments: Carrier.allCases)
    func `follow each other without a gap`(carrier: Carrier) throws {
        var cycle = try #require(BillingCycle("1999-11"))
        for _ in 0..<600 {
            let next = cycle.advanced(by: 1)
            let start = carrier.start(of: cycle)
            #expect(carrier.lastSecond(of: cycle).adding(seconds: 1) == carrier.start(of: next))
            #expect(carrier.cycle(at: start) == cycle)
            #expect(carrier.cycle(at: Timestamp(milliseconds: start.milliseconds - 1)) == cycle.advanced(by: -1))
            let lastDay = CivilTime(carrier.lastSecond(of: cycle), offset: CivilTime.beijing).date
            #expect((lastDay.year, lastDay.month) == (cycle.year, cycle.month))
            cycle = next
        }
    }

    @Test(arguments: ["2022-13", "2022-00", "2022_09", "2022-9", "2022-009", "-022-09", "２022-09", "2022-0９", ""])
    func `are named by year and month`(text: String) {
        #expect(BillingCycle(text) == nil)
    }

    @Test func `begin for China Unicom first`() {
        let at = Timestamp(rfc3339: "2022-09-26T16:00:00Z")
        #expect(at.map(Carrier.latestCycle) == BillingCycle("2022-10"))
        #expect(at.map(Carrier.mobile.cycle) == BillingCycle("2022-09"))
    }
}

struct `Amounts of data` {
    @Test(
        arguments: [
            (0, 0), (1_048_576, 100), (107_573_412, 10259), (5242, 0), (5243, 1), (5_242_880, 500),
            (Int64.max, 879_609_302_220_800),
        ] as [(Int64, Int64)])
    func `are rounded half up to hundredths of a MB`(bytes: Int64, hundredths: Int64) {
        #expect(DataAmount(bytes: bytes).megabyteHundredths == hundredths)
    }
}
