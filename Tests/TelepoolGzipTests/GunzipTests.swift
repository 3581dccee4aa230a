import TelepoolGzip
import Testing

struct `Gzip` {
    /// `hello, telepool`
    private static let packed: [UInt8] = [
        31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 203, 72, 205, 201, 201, 215, 81, 40, 73, 205, 73, 45, 200, 207, 207, 1, 0, 70,
        151, 18, 174, 15, 0, 0, 0,
    ]

    /// What is unpacked of pieces of so many bytes; `nil` where the end is missing.
    private func unpack(_ bytes: [UInt8], piece: Int = .max) throws -> String? {
        let gunzip = Gunzip()
        var text: [UInt8] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = rest.prefix(piece)
            rest = rest.dropFirst(part.count)
            gunzip.append(Array(part))
            while let piece = try gunzip.next() { text += piece }
        }
        return gunzip.isWhole ? String(decoding: text, as: UTF8.self) : nil
    }

    @Test(arguments: [1, 2, 7, Int.max])
    func `is unpacked the same in pieces of any size`(piece: Int) throws {
        #expect(try unpack(Self.packed, piece: piece) == "hello, telepool")
        #expect(try unpack(Self.packed + Self.packed, piece: piece) == "hello, telepoolhello, telepool")
    }

    @Test func `comes in pieces that are bounded`() throws {
        // 300,000 times the letter a.
        let packed: [UInt8] =
            [31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 237, 193, 1, 13, 0, 0, 0, 194, 160, 172, 239, 95, 194, 30, 14, 40]
            + [UInt8](repeating: 0, count: 326 - 26 - 16)
        let gunzip = Gunzip()
        gunzip.append(packed)
        let first = try #require(try gunzip.next())
        #expect(first.count <= 65_536)
        #expect(!gunzip.isWhole)
    }

    @Test func `is not whole without its end`() throws {
        #expect(try unpack(Self.packed.dropLast()) == nil)
        #expect(try unpack(Array(Self.packed.prefix(5))) == nil)
        #expect(try unpack([]) == "")
    }

    @Test func `is refused when it is damaged`() throws {
        var damaged = Self.packed
        damaged[30] ^= 1
        #expect(throws: Gunzip.Corrupt()) { try unpack(damaged) }
        #expect(throws: Gunzip.Corrupt()) { try unpack(Array("record_id,iccid".utf8)) }
        #expect(throws: Gunzip.Corrupt()) { try unpack(Self.packed + Array("more".utf8)) }
    }
}
