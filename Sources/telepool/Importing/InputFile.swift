import Foundation
import TelepoolGzip

/// A file that is read piece by piece; what is packed with gzip is unpacked on the way.
final class InputFile {
    /// The file is gzip that is damaged or ends too soon.
    struct Damaged: Error {}

    /// How many bytes it has, packed; 0 where that is not known.
    let size: Int
    /// How many of them have been read.
    private(set) var position = 0

    private let file: FileHandle
    private var gunzip: Gunzip?

    /// - Parameter path: a dash for standard input.
    init?(_ path: String) {
        guard let file = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path) else { return nil }
        self.file = file
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        size = attributes?[.type] as? FileAttributeType == .typeRegular ? attributes?[.size] as? Int ?? 0 : 0
    }

    /// The next piece; an empty one is the end.
    func next() throws -> [UInt8] {
        while true {
            if let piece = try unpacked() { return piece }
            let isFirst = position == 0
            let piece = Array(try file.read(upToCount: 1 << 16) ?? Data())
            position += piece.count
            if isFirst, piece.starts(with: [0x1F, 0x8B]) { gunzip = Gunzip() }
            guard let gunzip else { return piece }
            guard !piece.isEmpty else {
                guard gunzip.isWhole else { throw Damaged() }
                return []
            }
            gunzip.append(piece)
        }
    }

    private func unpacked() throws -> [UInt8]? {
        do {
            return try gunzip?.next()
        } catch {
            throw Damaged()
        }
    }
}
