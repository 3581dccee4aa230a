extension Timestamp {
    /// Reads RFC 3339: `2022-09-22T18:57:15Z`, with a fraction if any, with `Z` or a distance such as `+08:00`.
    ///
    /// A fraction finer than milliseconds is cut off. A text without a zone is refused: it names no instant.
    package init?(rfc3339 text: String) {
        self.init(rfc3339: Array(text.utf8)[...])
    }

    /// Reads the same out of bytes.
    package init?(rfc3339 bytes: ArraySlice<UInt8>) {
        var reader = DigitReader(bytes)
        guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
            let day = reader.number(2), reader.skip("T") || reader.skip("t") || reader.skip(" "),
            let hour = reader.number(2), reader.skip(":"), let minute = reader.number(2), reader.skip(":"),
            let second = reader.number(2), let millisecond = reader.fraction(), let offset = reader.zone(),
            reader.isAtEnd, let date = CivilDate(year: year, month: month, day: day),
            let time = CivilTime(date: date, hour: hour, minute: minute, second: second, millisecond: millisecond)
        else { return nil }
        self = time.timestamp(offset: offset)
    }

    /// Reads `YYYYMMDD'T'HHMMSS'Z'`, the form of both clouds' signatures.
    package init?(basicISO8601 text: String) {
        var reader = DigitReader(Array(text.utf8)[...])
        guard let year = reader.number(4), let month = reader.number(2), let day = reader.number(2),
            reader.skip("T"), let hour = reader.number(2), let minute = reader.number(2),
            let second = reader.number(2), reader.skip("Z"), reader.isAtEnd,
            let date = CivilDate(year: year, month: month, day: day),
            let time = CivilTime(date: date, hour: hour, minute: minute, second: second)
        else { return nil }
        self = time.timestamp()
    }
}

/// Steps through text that is made of digits and a few marks.
private struct DigitReader {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    var isAtEnd: Bool { position == bytes.endIndex }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.endIndex, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    mutating func digit() -> Int64? {
        guard position < bytes.endIndex, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) else {
            return nil
        }
        position += 1
        return Int64(bytes[position - 1] - UInt8(ascii: "0"))
    }

    mutating func number(_ digits: Int) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<digits {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// Milliseconds: 0 where there is no fraction, `nil` where there is a point without digits.
    mutating func fraction() -> Int64? {
        guard skip(".") else { return 0 }
        guard var value = digit() else { return nil }
        value *= 100
        var scale: Int64 = 10
        while let digit = digit() {
            value += digit * scale
            scale /= 10
        }
        return value
    }

    /// Seconds east of UTC.
    mutating func zone() -> Int64? {
        if skip("Z") || skip("z") { return 0 }
        let sign: Int64 = skip("+") ? 1 : -1
        guard sign == 1 || skip("-"), let hour = number(2), skip(":"), let minute = number(2), hour < 24, minute < 60
        else { return nil }
        return sign * (hour * 3600 + minute * 60)
    }
}
