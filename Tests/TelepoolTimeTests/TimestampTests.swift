import TelepoolTime
import Testing

struct `Timestamps` {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0),
        ("1969-12-31T23:59:59.999Z", -1),
        ("2022-09-22T18:57:15Z", 1_663_873_035_000),
        ("2022-09-23T02:57:15+08:00", 1_663_873_035_000),
        ("2022-09-22t13:57:15.5-05:00", 1_663_873_035_500),
        ("2022-09-22 18:57:15.123999999z", 1_663_873_035_123),
        ("2000-02-29T00:00:00Z", 951_782_400_000),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
    ])
    func `reads RFC 3339`(text: String, milliseconds: Int64) {
        #expect(Timestamp(rfc3339: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2022-09-22", "2022-09-22T18:57:15", "2022-09-22T18:57Z", "2022-9-22T18:57:15Z", "2023-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z", "2022-13-01T00:00:00Z", "2022-00-01T00:00:00Z", "2022-04-31T00:00:00Z",
        "2022-09-22T24:00:00Z", "2022-09-22T23:60:00Z", "2022-09-22T23:59:60Z", "2022-09-22T18:57:15.Z",
        "2022-09-22T18:57:15+0800", "2022-09-22T18:57:15+24:00", "2022-09-22T18:57:15Z ", "２022-09-22T18:57:15Z",
    ])
    func `refuses what names no instant`(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test func `writes the forms of both clouds`() {
        let time = CivilTime(Timestamp(milliseconds: 1_663_873_035_007))
        #expect(
            time.formatted { $0.appendISO8601(to: &$1, fraction: 3, zone: "+00:00") } == "2022-09-22T18:57:15.007+00:00"
        )
        #expect(time.formatted { $0.appendISO8601(to: &$1, fraction: 6, zone: "Z") } == "2022-09-22T18:57:15.007000Z")
        #expect(time.formatted { $0.appendISO8601(to: &$1, fraction: 0, zone: "Z") } == "2022-09-22T18:57:15Z")
        #expect(time.formatted { $0.appendBasicISO8601(to: &$1) } == "20220922T185715Z")
        let beijing = CivilTime(Timestamp(milliseconds: 1_663_873_035_007), offset: CivilTime.beijing)
        #expect(beijing.formatted { $0.appendDigits(to: &$1) } == "20220923025715")
        #expect(Timestamp(milliseconds: -1).description == "1969-12-31T23:59:59.999Z")
    }

    @Test func `days and dates are two forms of one thing`() throws {
        var expected = try #require(CivilDate(year: 1599, month: 12, day: 31))
        for days in expected.daysSinceEpoch...CivilDate(daysSinceEpoch: 160_000).daysSinceEpoch {
            let date = CivilDate(daysSinceEpoch: days)
            #expect(date == expected)
            #expect(date.daysSinceEpoch == days)
            expected.day += 1
            if expected.day > CivilDate.days(inMonth: expected.month, year: expected.year) {
                expected.day = 1
                expected.month += 1
            }
            if expected.month > 12 {
                expected.month = 1
                expected.year += 1
            }
        }
    }

    @Test func `the clock runs`() {
        let first = Timestamp.now
        #expect(first > Timestamp(seconds: 1_700_000_000))
        #expect(Timestamp.now >= first)
    }
}
