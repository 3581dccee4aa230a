/// Percent-encoding of RFC 3986 over bytes, as the signatures of both clouds use it.
package enum PercentCoding {
    /// Appends `bytes`, leaving `A–Z a–z 0–9 - _ . ~` as they are and writing everything else as upper-case `%XX`.
    package static func append(encoding bytes: Span<UInt8>, to output: inout [UInt8]) {
        let digits: StaticString = "0123456789ABCDEF"
        for index in bytes.indices {
            let byte = bytes[index]
            if isUnreserved(byte) {
                output.append(byte)
            } else {
                output.append(UInt8(ascii: "%"))
                output.append(digits.utf8Start[Int(byte >> 4)])
                output.append(digits.utf8Start[Int(byte & 15)])
            }
        }
    }

    /// The percent-encoded form of the UTF-8 bytes of `text`.
    package static func encode(_ text: String) -> String {
        var output: [UInt8] = []
        append(encoding: text.utf8.span, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// Replaces every `%XX` by its byte; a `%` without two hexadecimal digits stays as it is.
    ///
    /// - Parameter plusIsBlank: whether `+` stands for a blank, as in `application/x-www-form-urlencoded`.
    package static func decode(_ bytes: Span<UInt8>, plusIsBlank: Bool) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "+"), plusIsBlank {
                output.append(UInt8(ascii: " "))
                index += 1
            } else if byte == UInt8(ascii: "%"), index + 2 < bytes.count,
                let high = hexadecimal(bytes[index + 1]), let low = hexadecimal(bytes[index + 2])
            {
                output.append(high << 4 | low)
                index += 3
            } else {
                output.append(byte)
                index += 1
            }
        }
        return output
    }

    /// Whether RFC 3986 calls the byte unreserved, so that it never needs encoding.
    package static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
