import CPostgres
import TelepoolSQL

/// A row of a result, whose values are texts as PostgreSQL writes them.
struct PostgresRow: SQLRow {
    let result: OpaquePointer
    let index: Int32

    func isNull(_ column: Int) -> Bool {
        PQgetisnull(result, index, Int32(column)) == 1
    }

    /// Whole numbers of any type, `t` and `f`.
    func integer(_ column: Int) -> Int64 {
        let value = value(column)
        guard let first = value.first else { return 0 }
        if first == UInt8(ascii: "t") { return 1 }
        let isNegative = first == UInt8(ascii: "-")
        var integer: Int64 = 0
        for byte in isNegative ? value.dropFirst() : value[...] {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { break }
            let digit = Int64(byte - UInt8(ascii: "0"))
            integer = integer &* 10 &+ (isNegative ? -digit : digit)
        }
        return integer
    }

    func text(_ column: Int) -> String {
        String(decoding: value(column), as: UTF8.self)
    }

    /// `\x` and two hexadecimal digits for each byte.
    func bytes(_ column: Int) -> [UInt8] {
        let digits = value(column).dropFirst(2)
        return [UInt8](unsafeUninitializedCapacity: digits.count / 2) { buffer, count in
            var place = digits.startIndex
            while place + 1 < digits.endIndex {
                buffer[count] = Self.nibble(digits[place]) << 4 | Self.nibble(digits[place + 1])
                count += 1
                place += 2
            }
        }
    }

    private func value(_ column: Int) -> UnsafeBufferPointer<UInt8> {
        guard let start = PQgetvalue(result, index, Int32(column)) else {
            return UnsafeBufferPointer(start: nil, count: 0)
        }
        let count = Int(PQgetlength(result, index, Int32(column)))
        return UnsafeBufferPointer(start: UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self), count: count)
    }

    private static func nibble(_ digit: UInt8) -> UInt8 {
        digit <= UInt8(ascii: "9") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
    }
}

/// The rows of a statement, which this frees.
struct PostgresRows: ~Copyable {
    let result: OpaquePointer

    deinit { PQclear(result) }

    var count: Int { Int(PQntuples(result)) }

    /// The values of a row.
    func texts(ofRow index: Int) -> [String] {
        let row = PostgresRow(result: result, index: Int32(index))
        return (0..<Int(PQnfields(result))).map { row.text($0) }
    }

    /// How many rows a statement inserted, changed or deleted.
    var changes: Int { PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0 }
}
