/// What a calendar and a clock on the wall show at an instant, at a fixed distance from UTC.
package struct CivilTime: Sendable, Hashable {
    package var date: CivilDate
    package var hour: Int64
    package var minute: Int64
    package var second: Int64
    package var millisecond: Int64

    /// Beijing's distance from UTC in seconds; China has known no daylight saving since 1991.
    package static let beijing: Int64 = 8 * 3600

    /// The time at `instant`, so many seconds east of UTC.
    package init(_ instant: Timestamp, offset: Int64 = 0) {
        let local = instant.milliseconds + offset * 1000
        let day = local.dividedDown(by: 86_400_000)
        let rest = local - day * 86_400_000
        date = CivilDate(daysSinceEpoch: day)
        hour = rest / 3_600_000
        minute = rest / 60_000 % 60
        second = rest / 1000 % 60
        millisecond = rest % 1000
    }

    /// A time that exists (23:59:60 does not), or `nil`.
    package init?(
        date: CivilDate, hour: Int64 = 0, minute: Int64 = 0, second: Int64 = 0, millisecond: Int64 = 0
    ) {
        guard (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second),
            (0..<1000).contains(millisecond)
        else { return nil }
        self.date = date
        self.hour = hour
        self.minute = minute
        self.second = second
        self.millisecond = millisecond
    }

    /// The instant at which this is the time so many seconds east of UTC.
    package func timestamp(offset: Int64 = 0) -> Timestamp {
        let seconds = date.daysSinceEpoch * 86_400 + hour * 3600 + minute * 60 + second - offset
        return Timestamp(milliseconds: seconds * 1000 + millisecond)
    }
}

// MARK: - Writing

extension CivilTime {
    /// Appends `YYYY-MM-DDTHH:MM:SS`, a fraction of so many digits (0 for none, at most 6) and `zone`.
    package func appendISO8601(to bytes: inout [UInt8], fraction: Int, zone: StaticString) {
        bytes.append(date.year, digits: 4)
        bytes.append(UInt8(ascii: "-"))
        bytes.append(date.month, digits: 2)
        bytes.append(UInt8(ascii: "-"))
        bytes.append(date.day, digits: 2)
        bytes.append(UInt8(ascii: "T"))
        bytes.append(hour, digits: 2)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(minute, digits: 2)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(second, digits: 2)
        if fraction > 0 {
            bytes.append(UInt8(ascii: "."))
            bytes.append(millisecond, digits: 3)
            bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: max(0, fraction - 3)))
        }
        bytes.append(contentsOf: UnsafeBufferPointer(start: zone.utf8Start, count: zone.utf8CodeUnitCount))
    }

    /// Appends the date and the time without separators: `20220922185715`.
    package func appendDigits(to bytes: inout [UInt8]) {
        appendDateDigits(to: &bytes)
        appendTimeDigits(to: &bytes)
    }

    /// Appends `YYYYMMDD'T'HHMMSS'Z'`, the form of both clouds' signatures.
    package func appendBasicISO8601(to bytes: inout [UInt8]) {
        appendDateDigits(to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        appendTimeDigits(to: &bytes)
        bytes.append(UInt8(ascii: "Z"))
    }

    /// A string of what `append` writes.
    package func formatted(_ append: (CivilTime, inout [UInt8]) -> Void) -> String {
        var bytes: [UInt8] = []
        append(self, &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func appendDateDigits(to bytes: inout [UInt8]) {
        bytes.append(date.year, digits: 4)
        bytes.append(date.month, digits: 2)
        bytes.append(date.day, digits: 2)
    }

    private func appendTimeDigits(to bytes: inout [UInt8]) {
        bytes.append(hour, digits: 2)
        bytes.append(minute, digits: 2)
        bytes.append(second, digits: 2)
    }
}

extension [UInt8] {
    /// Appends a number of at least 0 in decimal, filled with zeros on the left to so many digits.
    package mutating func append(_ number: Int64, digits: Int) {
        let start = count
        append(contentsOf: repeatElement(UInt8(ascii: "0"), count: digits))
        var rest = number
        var position = start + digits - 1
        while rest > 0, position >= start {
            self[position] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
            position -= 1
        }
    }
}
