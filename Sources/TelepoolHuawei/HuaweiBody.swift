import TelepoolJSON
import TelepoolREST

/// Reads the members of a JSON body as the contract wants them; one that is null counts as absent, unknown ones are
/// passed over.
///
/// The type that the request states is not looked at: the SDK states JSON whatever it sends
/// (`reference/huawei-gsl.md`, 1.3). A body that is empty has no members.
struct HuaweiBody {
    private let object: JSONObject
    private let failure: HuaweiError

    /// - Parameter error: what a body is answered with that is no JSON object, or has a member of another type or range.
    init(_ request: RESTRequest, error: HuaweiError = .invalidParameter) throws(HuaweiError) {
        failure = error
        if request.body.isEmpty {
            object = JSONObject()
        } else {
            guard case .object(let object)? = try? JSONValue(parsing: request.body) else { throw error }
            self.object = object
        }
    }

    private init(object: JSONObject, failure: HuaweiError) {
        self.object = object
        self.failure = failure
    }

    /// Whether there is such a member.
    func has(_ name: String) -> Bool {
        value(name) != nil
    }

    /// A value that has to be there.
    func required<Value>(_ value: Value?) throws(HuaweiError) -> Value {
        guard let value else { throw failure }
        return value
    }

    /// A text of so many characters, without control characters but the ends of lines, where it may have lines.
    func text(
        _ name: String, length: ClosedRange<Int>, allowsLines: Bool = false
    ) throws(HuaweiError) -> String? {
        guard let value = value(name) else { return nil }
        return try Self.text(value, length, allowsLines: allowsLines, failure)
    }

    /// An integer within a range, read exactly.
    func integer(_ name: String, in range: ClosedRange<Int64>) throws(HuaweiError) -> Int64? {
        guard let value = value(name) else { return nil }
        guard let integer = Self.integer(value), range.contains(integer) else { throw failure }
        return integer
    }

    func boolean(_ name: String) throws(HuaweiError) -> Bool? {
        guard let value = value(name) else { return nil }
        guard case .boolean(let boolean) = value else { throw failure }
        return boolean
    }

    /// Texts of so many characters each; as many as there are, which is for the caller to check.
    func texts(_ name: String, length: ClosedRange<Int>) throws(HuaweiError) -> [String]? {
        guard let elements = try array(name) else { return nil }
        var texts: [String] = []
        for element in elements { texts.append(try Self.text(element, length, allowsLines: false, failure)) }
        return texts
    }

    /// Integers; as many as there are, which is for the caller to check.
    func integers(_ name: String) throws(HuaweiError) -> [Int64]? {
        guard let elements = try array(name) else { return nil }
        let integers = elements.compactMap(Self.integer)
        guard integers.count == elements.count else { throw failure }
        return integers
    }

    /// Objects, read like the body itself; as many as there are, which is for the caller to check.
    func objects(_ name: String) throws(HuaweiError) -> [HuaweiBody]? {
        guard let elements = try array(name) else { return nil }
        var objects: [HuaweiBody] = []
        for element in elements {
            guard case .object(let object) = element else { throw failure }
            objects.append(HuaweiBody(object: object, failure: failure))
        }
        return objects
    }

    private func array(_ name: String) throws(HuaweiError) -> [JSONValue]? {
        guard let value = value(name) else { return nil }
        guard case .array(let elements) = value else { throw failure }
        return elements
    }

    private func value(_ name: String) -> JSONValue? {
        if case .null = object[name] ?? .null { nil } else { object[name] }
    }

    private static func integer(_ value: JSONValue) -> Int64? {
        if case .number(let text) = value { JSONValue.integer(text) } else { nil }
    }

    private static func text(
        _ value: JSONValue, _ length: ClosedRange<Int>, allowsLines: Bool, _ failure: HuaweiError
    ) throws(HuaweiError) -> String {
        guard case .string(let text) = value, length.contains(text.unicodeScalars.count) else { throw failure }
        let isAllowed = text.unicodeScalars.allSatisfy { scalar in
            scalar.properties.generalCategory != .control || allowsLines && (scalar == "\n" || scalar == "\r")
        }
        guard isAllowed else { throw failure }
        return text
    }
}
