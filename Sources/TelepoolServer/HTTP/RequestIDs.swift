import Synchronization
import TelepoolTime
import TelepoolVolcengine

/// Makes the ids of requests: a counter that starts by chance and is scattered over 64 bits, so that ids neither repeat
/// nor tell how many requests there are. They are no secrets; asking the system for chance each time would cost more.
///
/// A class, because all requests share the counter.
final class RequestIDs: Sendable {
    private let counter = Atomic<UInt64>(UInt64.random(in: 0...UInt64.max))

    /// An id of the REST faces: 32 lower-case hexadecimal digits.
    func make() -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        let digits: StaticString = "0123456789abcdef"
        for _ in 0..<2 {
            let number = next()
            for shift in stride(from: UInt64(0), to: 64, by: 4) {
                bytes.append(digits.utf8Start[Int(number >> shift & 15)])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// An id of the Volcengine face.
    func makeVolcengine(at now: Timestamp) -> String {
        VolcengineRequestID.make(at: now, number: next())
    }

    /// The next number of the sequence that is known as SplitMix64.
    private func next() -> UInt64 {
        var number = counter.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue
        number = (number ^ number >> 30) &* 0xBF58_476D_1CE4_E5B9
        number = (number ^ number >> 27) &* 0x94D0_49BB_1331_11EB
        return number ^ number >> 31
    }
}
