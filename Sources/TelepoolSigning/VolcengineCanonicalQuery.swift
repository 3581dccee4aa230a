import TelepoolURL

/// The canonical form of a query string (`reference/volcengine-vms.md`, 2.3).
enum VolcengineCanonicalQuery {
    /// Appends the pairs: decoded as form data, encoded anew, in the byte order of their names.
    static func append(_ query: Span<UInt8>, to output: inout [UInt8]) {
        if isCanonical(query) {
            output.append(query)
        } else {
            append(query, to: &output) { _ in true }
        }
    }

    /// Appends those of the pairs whose decoded names `includes` lets pass.
    static func append(_ query: Span<UInt8>, to output: inout [UInt8], including includes: ([UInt8]) -> Bool) {
        var pairs: [(name: [UInt8], value: Range<Int>)] = []
        var start = 0
        while start < query.count {
            let end = query.firstIndex(of: UInt8(ascii: "&"), in: start..<query.count) ?? query.count
            if start < end {
                let equals = query.firstIndex(of: UInt8(ascii: "="), in: start..<end)
                let name = PercentCoding.decode(query.extracting(start..<(equals ?? end)), plusIsBlank: true)
                if includes(name) { pairs.append((name, (equals.map { $0 + 1 } ?? end)..<end)) }
            }
            start = end + 1
        }
        // The sort is stable: repeated names keep their order.
        pairs.sort { $0.name.lexicographicallyPrecedes($1.name) }
        for (index, pair) in pairs.enumerated() {
            if index > 0 { output.append(UInt8(ascii: "&")) }
            PercentCoding.append(encoding: pair.name.span, to: &output)
            output.append(UInt8(ascii: "="))
            let value = PercentCoding.decode(query.extracting(pair.value), plusIsBlank: true)
            PercentCoding.append(encoding: value.span, to: &output)
        }
    }

    /// Whether a query is in canonical form already, as it is in nearly every call: nothing that needs encoding, a `=` in
    /// every pair, the names in ascending order.
    private static func isCanonical(_ query: Span<UInt8>) -> Bool {
        var previous = 0..<0
        var start = 0
        while start < query.count {
            let end = query.firstIndex(of: UInt8(ascii: "&"), in: start..<query.count) ?? query.count
            guard let equals = query.firstIndex(of: UInt8(ascii: "="), in: start..<end), end != query.count - 1,
                isUnreserved(query, start..<equals), isUnreserved(query, (equals + 1)..<end),
                precedes(query, previous, start..<equals)
            else { return false }
            previous = start..<equals
            start = end + 1
        }
        return true
    }

    private static func isUnreserved(_ query: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range where !PercentCoding.isUnreserved(query[index]) { return false }
        return true
    }

    private static func precedes(_ query: Span<UInt8>, _ left: Range<Int>, _ right: Range<Int>) -> Bool {
        for (left, right) in zip(left, right) where query[left] != query[right] { return query[left] < query[right] }
        return left.count < right.count
    }
}
