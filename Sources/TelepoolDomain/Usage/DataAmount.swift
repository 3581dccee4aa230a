package import TelepoolSQL

/// An amount of data in bytes. One MB is 1024 × 1024 bytes (`reference/huawei-gsl.md`, 1.8).
package struct DataAmount: Sendable, Hashable, Comparable, SQLValueConvertible {
    package static let bytesPerMegabyte: Int64 = 1_048_576

    package var bytes: Int64

    package init(bytes: Int64) {
        self.bytes = bytes
    }

    package init(megabytes: Int64) {
        bytes = megabytes * Self.bytesPerMegabyte
    }

    /// Hundredths of a MB, rounded half up: the precision of the contract, in integers (Q22).
    package var megabyteHundredths: Int64 {
        let (whole, rest) = bytes.quotientAndRemainder(dividingBy: Self.bytesPerMegabyte)
        return whole * 100 + (rest * 100 + Self.bytesPerMegabyte / 2) / Self.bytesPerMegabyte
    }

    package static func < (left: DataAmount, right: DataAmount) -> Bool { left.bytes < right.bytes }

    package var sqlValue: SQLValue { .integer(bytes) }
}
