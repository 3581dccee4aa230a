import TelepoolJSON

/// Rows as comma-separated values under the names of their columns: those that any row has a value for.
struct CSVText {
    let bytes: [UInt8]

    init(_ rows: [some Encodable]) throws {
        var columns: [String] = []
        var known: Set<String> = []
        var objects: [JSONObject] = []
        for row in rows {
            guard case .object(let object) = try JSONValue(encoding: row) else {
                preconditionFailure("a row encodes itself as its columns")
            }
            for member in object.members where known.insert(member.name).inserted { columns.append(member.name) }
            objects.append(object)
        }
        var bytes = Self.line(columns)
        for object in objects { bytes += Self.line(columns.map { object[$0]?.text ?? "" }) }
        self.bytes = bytes
    }

    /// Every field stands in quotes; those in it are doubled.
    private static func line(_ fields: [String]) -> [UInt8] {
        let quote = UInt8(ascii: "\"")
        let quoted = fields.map { [quote] + $0.utf8.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote] }
        return Array(quoted.joined(separator: [UInt8(ascii: ",")])) + [UInt8(ascii: "\n")]
    }
}
