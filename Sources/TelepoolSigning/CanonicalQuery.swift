import TelepoolURL

/// The canonical form of a query string: pairs decoded as form data, encoded anew, in the byte order of their names
/// (`reference/volcengine-vms.md`, 2.3; `reference/huawei-gsl.md`, 2.6).
enum CanonicalQuery {
    /// How the pairs of a name that comes more than once stand.
    enum Repetition {
        /// As they came: Volcengine.
        case inPlace
        /// By their values: Huawei Cloud.
        case sorted
    }

    /// Appends all pairs.
    static func append(_ query: Span<UInt8>, to output: inout [UInt8], repetition: Repetition = .inPlace) {
        if isCanonical(query) {
            output.append(query)
        } else {
            append(query, to: &output, repetition: repetition) { _ in true }
        }
    }

    /// Appends those of the pairs whose decoded names `includes` lets pass.
    static func append(
        _ query: Span<UInt8>, to output: inout [UInt8], repetition: Repetition = .inPlace,
        including includes: ([UInt8]) -> Bool
    ) {
        var pairs: [(name: [UInt8], value: [UInt8])] = []
        var start = 0
        while start < query.count {
            let end = query.firstIndex(of: UInt8(ascii: "&"), in: start..<query.count) ?? query.count
            if start < end {
                let equals = query.firstIndex(of: UInt8(ascii: "="), in: start..<end)
                let name = PercentCoding.decode(query.extracting(start..<(equals ?? end)), plusIsBlank: true)
                if includes(name) {
                    let value = query.extracting((equals.map { $0 + 1 } ?? end)..<end)
                    pairs.append((name, PercentCoding.decode(value, plusIsBlank: true)))
                }
            }
            start = end + 1
        }
        // The sort is stable: what it finds equal keeps its order.
        pairs.sort {
            if repetition == .sorted, $0.name == $1.name { return $0.value.lexicographicallyPrecedes($1.value) }
            return $0.name.lexicographicallyPrecedes($1.name)
        }
        for (index, pair) in pairs.enumerated() {
            if index > 0 { output.append(UInt8(ascii: "&")) }
            PercentCoding.append(encoding: pair.name.span, to: &output)
            output.append(UInt8(ascii: "="))
            PercentCoding.append(encoding: pair.value.span, to: &output)
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
