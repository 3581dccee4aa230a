package import TelepoolSQL
import TelepoolTime

/// A billing cycle (账期), named by a month; which days it covers depends on the ``Carrier``.
package struct BillingCycle: Sendable, Hashable, Comparable, SQLValueConvertible {
    /// Months since January of the year 0, so that cycles can be counted with.
    package let index: Int64

    package init(index: Int64) {
        self.index = index
    }

    /// - Parameter month: 1 … 12.
    package init(year: Int64, month: Int64) {
        index = year * 12 + month - 1
    }

    /// Reads `yyyy-MM`; `nil` for anything else, such as month 13.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 7, bytes[4] == UInt8(ascii: "-"), let year = Self.number(bytes[..<4]),
            let month = Self.number(bytes[5...]), (1...12).contains(month)
        else { return nil }
        self.init(year: year, month: month)
    }

    package var year: Int64 { index / 12 }

    /// 1 … 12
    package var month: Int64 { index % 12 + 1 }

    /// The first day of the month that names the cycle, in days since 1970-01-01.
    var firstDay: Int64 {
        CivilDate(year: year, month: month, day: 1)?.daysSinceEpoch ?? 0
    }

    package func advanced(by months: Int64) -> BillingCycle {
        BillingCycle(index: index + months)
    }

    package var sqlValue: SQLValue { .integer(index) }

    package static func < (left: BillingCycle, right: BillingCycle) -> Bool {
        left.index < right.index
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
        var value: Int64 = 0
        for byte in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            value = value * 10 + Int64(byte - UInt8(ascii: "0"))
        }
        return value
    }
}

extension BillingCycle: CustomStringConvertible {
    /// `yyyy-MM`
    package var description: String {
        var bytes: [UInt8] = []
        bytes.append(year, digits: 4)
        bytes.append(UInt8(ascii: "-"))
        bytes.append(month, digits: 2)
        return String(decoding: bytes, as: UTF8.self)
    }
}
