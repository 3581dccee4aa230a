import TelepoolURL

/// The canonical form of a query string (`reference/volcengine-vms.md`, 2.3).
enum VolcengineCanonicalQuery {
    /// Appends the pairs that `includes` lets pass: decoded as form data, encoded anew, in the byte order of their names.
    ///
    /// - Parameter includes: called with the decoded name.
    static func append(_ query: Span<UInt8>, to output: inout [UInt8], including includes: (Span<UInt8>) -> Bool) {
        var pairs: [Pair] = []
        var start = 0
        while start < query.count {
            let end = query.firstIndex(of: UInt8(ascii: "&"), in: start..<query.count) ?? query.count
            if start < end {
                let equals = query.firstIndex(of: UInt8(ascii: "="), in: start..<end)
                let name = PercentCoding.decode(query.extracting(start..<(equals ?? end)), plusIsBlank: true)
                if includes(name.span) {
                    pairs.append(Pair(name: name, value: (equals.map { $0 + 1 } ?? end)..<end))
                }
            }
            start = end + 1
        }
        if !pairs.areSorted { pairs.sort() }
        for (index, pair) in pairs.enumerated() {
            if index > 0 { output.append(UInt8(ascii: "&")) }
            PercentCoding.append(encoding: pair.name.span, to: &output)
            output.append(UInt8(ascii: "="))
            let value = PercentCoding.decode(query.extracting(pair.value), plusIsBlank: true)
            PercentCoding.append(encoding: value.span, to: &output)
        }
    }

    fileprivate struct Pair: Comparable {
        var name: [UInt8]
        var value: Range<Int>

        static func < (left: Pair, right: Pair) -> Bool {
            left.name.lexicographicallyPrecedes(right.name)
        }
    }
}

extension [VolcengineCanonicalQuery.Pair] {
    fileprivate var areSorted: Bool {
        indices.dropFirst().allSatisfy { !(self[$0] < self[$0 - 1]) }
    }
}
