package import TelepoolJSON

extension JSONValue {
    /// The JSON that a value encodes itself as, members in the order in which they are encoded.
    package init(encoding value: some Encodable) throws {
        let slot = EncodingSlot()
        try value.encode(to: ValueEncoder(slot: slot, codingPath: []))
        self = slot.value
    }
}

/// What is being encoded: a class, because containers go on writing to it after they have been handed out.
private final class EncodingSlot {
    enum Form {
        case scalar(JSONValue)
        case object
        case array
    }

    var form = Form.object
    private var members: [(name: String, slot: EncodingSlot)] = []
    private var elements: [EncodingSlot] = []

    var value: JSONValue {
        switch form {
        case .scalar(let value): value
        case .object:
            .object(JSONObject(members: members.map { JSONObject.Member(name: $0.name, value: $0.slot.value) }))
        case .array: .array(elements.map(\.value))
        }
    }

    /// How many elements it has.
    var count: Int { elements.count }

    func member(_ name: String) -> EncodingSlot {
        let slot = EncodingSlot()
        members.append((name, slot))
        return slot
    }

    func element() -> EncodingSlot {
        let slot = EncodingSlot()
        elements.append(slot)
        return slot
    }

    func encode(_ value: some Encodable, codingPath: [any CodingKey]) throws {
        switch value {
        case let value as JSONValue: form = .scalar(value)
        case let value as String: form = .scalar(.string(value))
        case let value as Bool: form = .scalar(.boolean(value))
        case let value as any BinaryInteger: form = .scalar(.number("\(value)"))
        case let value as Double: form = .scalar(.number(Self.text(value)))
        case let value as Float: form = .scalar(.number(Self.text(Double(value))))
        default: try value.encode(to: ValueEncoder(slot: self, codingPath: codingPath))
        }
    }

    /// Without the fraction that a whole number does not have.
    private static func text(_ value: Double) -> String {
        Int64(exactly: value).map(String.init) ?? String(value)
    }
}

private struct ValueEncoder: Encoder, SingleValueEncodingContainer {
    let slot: EncodingSlot
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(ObjectEncoder<Key>(slot: slot, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        slot.form = .array
        return ArrayEncoder(slot: slot, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    mutating func encodeNil() { slot.form = .scalar(.null) }

    mutating func encode(_ value: some Encodable) throws { try slot.encode(value, codingPath: codingPath) }
}

private struct ObjectEncoder<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let slot: EncodingSlot
    let codingPath: [any CodingKey]

    mutating func encodeNil(forKey key: Key) { slot.member(key.stringValue).form = .scalar(.null) }

    mutating func encode(_ value: some Encodable, forKey key: Key) throws {
        try slot.member(key.stringValue).encode(value, codingPath: codingPath + [key])
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        ValueEncoder(slot: slot.member(key.stringValue), codingPath: codingPath + [key]).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        ValueEncoder(slot: slot.member(key.stringValue), codingPath: codingPath + [key]).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder {
        ValueEncoder(slot: slot.member("super"), codingPath: codingPath)
    }

    mutating func superEncoder(forKey key: Key) -> any Encoder {
        ValueEncoder(slot: slot.member(key.stringValue), codingPath: codingPath + [key])
    }
}

private struct ArrayEncoder: UnkeyedEncodingContainer {
    let slot: EncodingSlot
    let codingPath: [any CodingKey]
    var count: Int { slot.count }

    mutating func encodeNil() { slot.element().form = .scalar(.null) }

    mutating func encode(_ value: some Encodable) throws {
        try slot.element().encode(value, codingPath: codingPath)
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        ValueEncoder(slot: slot.element(), codingPath: codingPath).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        ValueEncoder(slot: slot.element(), codingPath: codingPath).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { ValueEncoder(slot: slot.element(), codingPath: codingPath) }
}
