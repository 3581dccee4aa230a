import Synchronization
import TelepoolTime

/// The `Date` header, made once a second (RFC 9110, 5.6.7).
enum HTTPDate {
    private static let last = Mutex<(second: Int64, text: String)>((.min, ""))

    static func text(at instant: Timestamp) -> String {
        let second = instant.seconds
        return last.withLock { last in
            if last.second != second { last = (second, make(instant)) }
            return last.text
        }
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`
    private static func make(_ instant: Timestamp) -> String {
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let time = CivilTime(instant)
        var bytes = Array("\(weekdays[Int(time.date.daysSinceEpoch % 7)]), ".utf8)
        bytes.append(time.date.day, digits: 2)
        bytes.append(contentsOf: " \(months[Int(time.date.month) - 1]) ".utf8)
        bytes.append(time.date.year, digits: 4)
        bytes.append(UInt8(ascii: " "))
        bytes.append(time.hour, digits: 2)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(time.minute, digits: 2)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(time.second, digits: 2)
        bytes.append(contentsOf: " GMT".utf8)
        return String(decoding: bytes, as: UTF8.self)
    }
}
