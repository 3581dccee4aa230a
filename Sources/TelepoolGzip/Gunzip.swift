import CZlib

/// Unpacks gzip (RFC 1952) piece by piece: a bounded piece comes out for each that is asked for, however much is packed
/// in what was put in. Files one behind the other are one.
///
/// A class, because zlib keeps the address of its state.
package final class Gunzip {
    /// The text is no gzip, or is damaged.
    package struct Corrupt: Error, Sendable, Equatable {
        package init() {}
    }

    /// The size of the pieces that come out, in bytes.
    private static let pieceSize = 65_536

    private let stream: UnsafeMutablePointer<z_stream>
    private var input: [UInt8] = []
    private var position = 0
    /// Whether a file has begun and not ended.
    private var isInside = false
    /// Whether zlib may still hold back what did not fit the last piece.
    private var holdsMore = false

    package init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let code = telepool_inflate_init(stream)
        precondition(code == Z_OK, "zlib has the version that it was built with, and memory")
    }

    deinit {
        inflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// Whether the text may end here: everything that was put in has been unpacked, and was whole.
    package var isWhole: Bool { !isInside && position == input.count }

    /// Puts in what comes next.
    package func append(_ piece: [UInt8]) {
        input = position == input.count ? piece : Array(input[position...]) + piece
        position = 0
    }

    /// The next piece, or `nil` if it takes more to be put in.
    package func next() throws(Corrupt) -> [UInt8]? {
        while position < input.count || holdsMore {
            let piece = try step()
            if !piece.isEmpty { return piece }
        }
        return nil
    }

    private func step() throws(Corrupt) -> [UInt8] {
        var code = Z_OK
        let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { output, count in
            input.withUnsafeMutableBufferPointer { input in
                stream.pointee.next_in = input.baseAddress.map { $0 + position }
                stream.pointee.avail_in = UInt32(input.count - position)
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = UInt32(output.count)
                code = inflate(stream, Z_NO_FLUSH)
                position = input.count - Int(stream.pointee.avail_in)
                count = output.count - Int(stream.pointee.avail_out)
                stream.pointee.next_in = nil
                stream.pointee.next_out = nil
            }
        }
        switch code {
        case Z_OK:
            isInside = true
            holdsMore = piece.count == Self.pieceSize
        case Z_BUF_ERROR:
            // Nothing is wrong, but nothing can be done without more.
            holdsMore = false
        case Z_STREAM_END:
            isInside = false
            holdsMore = false
            inflateReset(stream)
        default: throw Corrupt()
        }
        return piece
    }
}
