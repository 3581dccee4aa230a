package import TelepoolTime

/// The ids that Volcengine gives to requests: the time in Beijing, twelve decimal and six upper-case hexadecimal digits
/// (`reference/volcengine-vms.md`, 3.1).
package enum VolcengineRequestID {
    /// - Parameter number: 64 bits that no other request has; the last digits are made of them.
    package static func make(at now: Timestamp, number: UInt64) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        CivilTime(now, offset: CivilTime.beijing).appendDigits(to: &bytes)
        bytes.append(Int64(number % 1_000_000_000_000), digits: 12)
        let digits: StaticString = "0123456789ABCDEF"
        for shift in [20, 16, 12, 8, 4, 0] { bytes.append(digits.utf8Start[Int(number >> UInt64(40 + shift) & 15)]) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
