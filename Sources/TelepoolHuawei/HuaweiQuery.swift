import TelepoolREST
import TelepoolTime
import TelepoolURL

/// Reads query parameters as the contract wants them; what is empty counts as absent, of a repeated one the first
/// counts (`reference/huawei-gsl.md`, 4.1.1).
struct HuaweiQuery {
    private let query: Query
    private let failure: HuaweiError

    /// - Parameter error: what a malformed parameter is answered with.
    init(_ request: RESTRequest, error: HuaweiError = .invalidParameter) {
        query = request.query
        failure = error
    }

    /// A text of at most so many characters out of the contract's whitelist (1.10), which has two editions: with the
    /// comma and without.
    func text(_ name: String, limit: Int, allowsComma: Bool = true) throws(HuaweiError) -> String? {
        guard let text = value(name) else { return nil }
        guard text.unicodeScalars.count <= limit, Self.isWhitelisted(text), allowsComma || !text.contains(",") else {
            throw failure
        }
        return text
    }

    /// An integer within a range.
    func integer(_ name: String, in range: ClosedRange<Int64>, default: Int64) throws(HuaweiError) -> Int64 {
        try integer(name, in: range) ?? `default`
    }

    /// An integer within a range, or `nil` where there is none.
    func integer(_ name: String, in range: ClosedRange<Int64>) throws(HuaweiError) -> Int64? {
        guard let text = value(name) else { return nil }
        guard let integer = Int64(text), text.utf8.first != UInt8(ascii: "+"), range.contains(integer) else {
            throw failure
        }
        return integer
    }

    /// `true` or `false`.
    func boolean(_ name: String) throws(HuaweiError) -> Bool {
        switch value(name) {
        case nil, "false": false
        case "true": true
        default: throw failure
        }
    }

    /// Integers, repeated or separated by commas (1.9).
    func integers(_ name: String, limit: Int) throws(HuaweiError) -> [Int64] {
        let texts = query.values(of: name).flatMap { $0.split(separator: ",", omittingEmptySubsequences: true) }
        guard texts.count <= limit else { throw failure }
        var integers: [Int64] = []
        for text in texts {
            guard let integer = Int64(text), text.utf8.first != UInt8(ascii: "+") else { throw failure }
            integers.append(integer)
        }
        return integers
    }

    /// An instant, or `nil` where there is none; a time without a zone is Beijing's (1.7).
    func time(_ name: String) throws(HuaweiError) -> Timestamp? {
        guard let text = value(name) else { return nil }
        guard let time = Timestamp(rfc3339: text) ?? Timestamp(rfc3339: text + "+08:00") else { throw failure }
        return time
    }

    /// Which page of a list is asked for.
    func page() throws(HuaweiError) -> HuaweiPage {
        HuaweiPage(
            limit: try integer("limit", in: 10...500, default: 10),
            number: try integer("offset", in: 1...1_000_000, default: 1))
    }

    /// Whether a text is made of nothing but the characters that the contract allows (1.10).
    static func isWhitelisted(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy(isAllowed)
    }

    private func value(_ name: String) -> String? {
        query[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// `\u4e00-\u9fa5a-zA-Z0-9_.,-`
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\u{4E00}"..."\u{9FA5}", "a"..."z", "A"..."Z", "0"..."9", "_", ".", ",", "-": true
        default: false
        }
    }
}
