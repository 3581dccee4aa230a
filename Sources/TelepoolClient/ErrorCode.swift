/// What a server calls an error: `UnknownNumberPool`, `GSL.00014003`, `InvalidParameter`.
///
/// Servers have more codes than any client knows, and get new ones; so a code is a text, compared with others.
public struct ErrorCode: RawRepresentable, Hashable, Sendable {
    public var rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }
}

extension ErrorCode: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { rawValue = value }
}

extension ErrorCode: CustomStringConvertible {
    public var description: String { rawValue }
}
