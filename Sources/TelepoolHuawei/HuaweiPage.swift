import TelepoolJSON

/// Which page of a list is asked for (`reference/huawei-gsl.md`, 1.6).
package struct HuaweiPage: Sendable, Equatable {
    /// How many elements a page has, 10 … 500.
    package var limit: Int64
    /// The number of the page, 1 … 1000000.
    package var number: Int64

    /// How many elements stand on the pages before.
    var elementsBefore: Int64 { (number - 1) * limit }
}

extension JSONWriter {
    /// Writes what every list begins with.
    ///
    /// - Parameter count: how many elements there are on all pages.
    mutating func members(of page: HuaweiPage, count: Int64) {
        member("limit", page.limit)
        member("offset", page.number)
        member("count", count)
    }
}
