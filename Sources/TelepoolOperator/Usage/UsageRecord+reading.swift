import TelepoolDomain
import TelepoolTime

extension UsageRecord {
    /// The greatest usage of one record in a direction: a PB, so that sums cannot overflow.
    static let greatestAmount: Int64 = 1 << 50

    /// The longest id of a record and of a source, in characters.
    static let (longestID, longestSource) = (128, 64)

    /// Makes a record of its fields.
    ///
    /// - Parameter source: where it comes from unless it says so itself.
    init(_ fields: UsageFields, source: String) throws(UsageProblem) {
        let id = try Self.text(fields, .recordID, limit: Self.longestID)
        guard !id.isEmpty else { throw UsageProblem("record_id is missing") }
        let ownSource = try Self.text(fields, .source, limit: Self.longestSource)
        let (up, down) = try Self.amounts(fields)
        self.init(
            source: ownSource.isEmpty ? source : ownSource, id: id, card: try Self.card(fields),
            at: try Self.time(fields), up: DataAmount(bytes: up), down: DataAmount(bytes: down))
    }

    /// A text without control characters.
    static func text(_ bytes: ArraySlice<UInt8>, _ name: String, limit: Int) throws(UsageProblem) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw UsageProblem("not UTF-8") }
        guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { throw UsageProblem("a control character") }
        guard bytes.count <= limit || text.unicodeScalars.count <= limit else {
            throw UsageProblem("\(name) has to be at most \(limit) characters")
        }
        return text
    }

    private static func text(
        _ fields: UsageFields, _ column: UsageFields.Column, limit: Int
    ) throws(UsageProblem) -> String {
        let bytes = fields[column]
        return bytes.isEmpty ? "" : try text(bytes, column.name, limit: limit)
    }

    private static func time(_ fields: UsageFields) throws(UsageProblem) -> Timestamp {
        let bytes = fields[.at]
        guard !bytes.isEmpty else { throw UsageProblem("at is missing") }
        guard let time = Timestamp(rfc3339: bytes) else {
            throw UsageProblem("at has to be a time such as 2022-09-22T18:57:15Z")
        }
        return time
    }
}

// MARK: - Cards

extension UsageRecord {
    private static func card(_ fields: UsageFields) throws(UsageProblem) -> SIMCardKey {
        let iccid = try digits(fields, .iccid, count: 19...20)
        let imsi = try digits(fields, .imsi, count: 14...15)
        let msisdn = try digits(fields, .msisdn, count: 5...20)
        switch (iccid, imsi, msisdn) {
        case (let iccid?, nil, nil): return .iccid(iccid)
        case (nil, let imsi?, nil): return .imsi(imsi)
        case (nil, nil, let msisdn?): return .msisdn(msisdn)
        case (nil, nil, nil): throw UsageProblem("iccid is missing, or imsi or msisdn")
        default: throw UsageProblem("more than one of iccid, imsi and msisdn")
        }
    }

    private static func digits(
        _ fields: UsageFields, _ column: UsageFields.Column, count: ClosedRange<Int>
    ) throws(UsageProblem) -> String? {
        let bytes = fields[column]
        guard !bytes.isEmpty else { return nil }
        guard count.contains(bytes.count), bytes.allSatisfy(isDigit) else {
            throw UsageProblem("\(column.name) has to be \(count.lowerBound) to \(count.upperBound) digits")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

// MARK: - Amounts

extension UsageRecord {
    /// Up and down; an amount without a direction counts as down.
    private static func amounts(_ fields: UsageFields) throws(UsageProblem) -> (up: Int64, down: Int64) {
        let total = try amount(fields, .bytes)
        let (up, down) = (try amount(fields, .upBytes), try amount(fields, .downBytes))
        switch (total, up, down) {
        case (let total?, nil, nil): return (0, total)
        case (nil, let up?, let down?): return (up, down)
        case (nil, nil, nil): throw UsageProblem("bytes is missing, or up_bytes and down_bytes")
        case (nil, _, _): throw UsageProblem("\(up == nil ? "up_bytes" : "down_bytes") is missing")
        default: throw UsageProblem("bytes and also up_bytes or down_bytes")
        }
    }

    private static func amount(
        _ fields: UsageFields, _ column: UsageFields.Column
    ) throws(UsageProblem) -> Int64? {
        let bytes = fields[column]
        guard !bytes.isEmpty else { return nil }
        // Nineteen digits are more than there may be, but fit.
        let value =
            bytes.count <= 19 && bytes.allSatisfy(isDigit) ? bytes.reduce(0) { $0 * 10 + UInt64($1 - 0x30) } : nil
        guard let value, value <= UInt64(greatestAmount) else {
            throw UsageProblem("\(column.name) has to be an integer from 0 to \(greatestAmount)")
        }
        return Int64(value)
    }
}
