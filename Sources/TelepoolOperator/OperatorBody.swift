import TelepoolREST
import TelepoolJSON
import TelepoolTime

/// The JSON body of a request, read member by member.
struct OperatorBody {
    private let object: JSONObject

    init(_ request: RESTRequest) throws(OperatorError) {
        guard request.mediaType == "application/json" else {
            throw .invalidParameter("The body has to be of the type application/json.")
        }
        let value: JSONValue
        do {
            value = try JSONValue(parsing: request.body)
        } catch {
            throw .invalidParameter("The body is not JSON: \(error).")
        }
        guard case .object(let object) = value else { throw .invalidParameter("The body has to be a JSON object.") }
        self.object = object
    }

    /// Whether there is such a member, and it is not null.
    func has(_ name: String) -> Bool {
        if case .null = object[name] ?? .null { false } else { true }
    }

    /// A text of so many characters, without control characters.
    func text(_ name: String, length: ClosedRange<Int>) throws(OperatorError) -> String {
        guard case .string(let text) = object[name] ?? .null, length.contains(text.unicodeScalars.count),
            !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else {
            throw .invalidParameter(
                "\(name) has to be a text of \(length.lowerBound) to \(length.upperBound) characters.")
        }
        return text
    }

    func integer(_ name: String, in range: ClosedRange<Int64>) throws(OperatorError) -> Int64 {
        guard let integer = Self.integer(object[name]), range.contains(integer) else {
            throw .invalidParameter("\(name) has to be an integer from \(range.lowerBound) to \(range.upperBound).")
        }
        return integer
    }

    /// Different integers, at least one.
    func integers(_ name: String, in range: ClosedRange<Int64>) throws(OperatorError) -> [Int64] {
        let integers: [Int64]? =
            if case .array(let elements) = object[name] { elements.compactMap(Self.integer) } else { nil }
        guard case .array(let elements) = object[name], let integers, !integers.isEmpty,
            integers.count == elements.count, Set(integers).count == integers.count,
            integers.allSatisfy(range.contains)
        else {
            throw .invalidParameter(
                "\(name) has to be a list of different integers from \(range.lowerBound) to \(range.upperBound).")
        }
        return integers
    }

    /// Different texts, so many of them.
    func texts(_ name: String, count: ClosedRange<Int>) throws(OperatorError) -> [String] {
        guard case .array(let elements) = object[name], count.contains(elements.count) else {
            throw .invalidParameter("\(name) has to be a list of \(count.lowerBound) to \(count.upperBound) texts.")
        }
        let texts = elements.compactMap { if case .string(let text) = $0 { text } else { nil } }
        guard texts.count == elements.count, Set(texts).count == texts.count else {
            throw .invalidParameter("\(name) has to be a list of different texts.")
        }
        return texts
    }

    /// An instant, or `nil` where there is none.
    func time(_ name: String) throws(OperatorError) -> Timestamp? {
        switch object[name] ?? .null {
        case .null: return nil
        case .string(let text):
            if let time = Timestamp(rfc3339: text) { return time }
            fallthrough
        default: throw .invalidParameter("\(name) has to be a time such as 2022-09-22T18:57:15Z.")
        }
    }

    /// One of a few words.
    func choice<Value>(_ name: String, _ values: [(String, Value)]) throws(OperatorError) -> Value {
        if case .string(let text) = object[name] ?? .null, let found = values.first(where: { $0.0 == text }) {
            return found.1
        }
        throw .invalidParameter("\(name) has to be one of \(values.map(\.0).joined(separator: ", ")).")
    }

    private static func integer(_ value: JSONValue?) -> Int64? {
        if case .number(let text) = value ?? .null { JSONValue.integer(text) } else { nil }
    }
}
