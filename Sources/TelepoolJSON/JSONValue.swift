/// A JSON document as it was received: members in their order, numbers in their own spelling.
public enum JSONValue: Sendable, Hashable {
    case null
    case boolean(Bool)
    /// A number as it was written, so that nothing is lost: `1e2`, `101.0`, `18446744073709551616`.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

/// An object whose names are all different, in the order of the document.
public struct JSONObject: Sendable, Hashable {
    /// One name with its value.
    public struct Member: Sendable, Hashable {
        public var name: String
        public var value: JSONValue

        public init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    public var members: [Member]

    public init(members: [Member] = []) {
        self.members = members
    }

    /// The value of the member `name`, or `nil` where there is none.
    public subscript(name: String) -> JSONValue? {
        members.first { $0.name == name }?.value
    }
}

extension JSONValue {
    /// The whole number that a text spells, also as `101.0` or `1e2`; `nil` where it is none or does not fit 64 bits.
    package static func integer(_ text: String) -> Int64? {
        if let integer = Int64(text), text.utf8.first != UInt8(ascii: "+") { return integer }
        guard text.utf8.allSatisfy(isOfNumber), let number = Double(text) else { return nil }
        // Above 2^53 a fraction could have been rounded away.
        return number.magnitude < 9_007_199_254_740_992 ? Int64(exactly: number) : nil
    }

    private static func isOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"),
            UInt8(ascii: "-"), UInt8(ascii: "+"):
            true
        default: false
        }
    }
}
