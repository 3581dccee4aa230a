import Foundation
import TelepoolDomain
import TelepoolJSON
import TelepoolVolcengine

/// Times a page of 500 records, written by ``JSONWriter`` and encoded by Foundation, in turns, in one process.
@main
struct Benchmarks {
    private static let records = 500
    private static let rounds = 15
    private static let pagesPerRound = 200

    static func main() throws {
        let page = NumberPoolList.Result(
            page: Page(elements: (1...Int64(records)).map(pool), total: Int64(records)), offset: 0,
            limit: Int64(records))
        let twin = EncodablePage(page)
        let encoder = JSONEncoder()
        var (ours, foundations) = ([Double](), [Double]())
        var bytes = 0
        for _ in 0..<rounds {
            ours.append(
                microsecondsPerPage {
                    var json = JSONWriter(capacity: 4096)
                    page.write(to: &json)
                    bytes = json.bytes.count
                })
            foundations.append(try microsecondsPerPage { _ = try encoder.encode(twin) })
        }
        let (median, foundationMedian) = (median(of: ours), median(of: foundations))
        print("page of \(records) number pools, \(bytes) bytes, median of \(rounds) rounds")
        print("  JSONWriter               \(median.formatted(.number.precision(.fractionLength(0)))) µs")
        print("  Foundation's JSONEncoder \(foundationMedian.formatted(.number.precision(.fractionLength(0)))) µs")
        print(
            "  ratio                    \((foundationMedian / median).formatted(.number.precision(.fractionLength(1))))"
        )
    }

    private static func pool(_ number: Int64) -> NumberPool {
        NumberPool(
            no: NumberPoolNo("NP\(1_000_000_000 + number)"), name: "号码池-\(number)",
            serviceType: .ordinary, subServiceType: .voiceSIP, numberCount: number)
    }

    private static func microsecondsPerPage(_ write: () throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        for _ in 0..<pagesPerRound { try write() }
        return (ContinuousClock.now - start) / .microseconds(1) / Double(pagesPerRound)
    }

    private static func median(of values: [Double]) -> Double {
        values.sorted()[values.count / 2]
    }
}

/// The same page as Foundation's encoder wants it.
private struct EncodablePage: Encodable {
    struct Record: Encodable {
        var NumberPoolName: String
        var NumberPoolNo: String
        var ServiceType: Int64
        var ServiceTypeName: String
        var SubServiceType: Int64
        var SubServiceTypeName: String
        var NumberCount: Int64
    }

    var Total: Int64
    var Limit: Int64
    var Offset: Int64
    var Records: [Record]

    init(_ result: NumberPoolList.Result) {
        (Total, Limit, Offset) = (result.page.total, result.limit, result.offset)
        Records = result.page.elements.map {
            Record(
                NumberPoolName: $0.name, NumberPoolNo: $0.no.rawValue, ServiceType: $0.serviceType.rawValue,
                ServiceTypeName: $0.serviceType.label, SubServiceType: $0.subServiceType.rawValue,
                SubServiceTypeName: $0.subServiceType.label, NumberCount: $0.numberCount)
        }
    }
}
