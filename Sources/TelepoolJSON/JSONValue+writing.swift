extension JSONValue {
    /// The document in UTF-8, without blanks between its parts, numbers as they were written.
    public var bytes: [UInt8] {
        var json = JSONWriter()
        json.value(self)
        return json.bytes
    }

    /// The member `name` of an object; `nil` where there is none, and of everything else.
    public subscript(name: String) -> JSONValue? {
        if case .object(let object) = self { object[name] } else { nil }
    }
}

extension JSONValue: CustomStringConvertible {
    /// The same as text.
    public var description: String { String(decoding: bytes, as: UTF8.self) }
}
