extension CSVRows.Row {
    /// The fields of the row, without the blanks around those that are not quoted.
    package func fields() throws(CSVError) -> [String] {
        var fields: [ArraySlice<UInt8>] = []
        try split(into: &fields)
        var texts: [String] = []
        for field in fields {
            guard let text = String(validating: field, as: UTF8.self) else {
                throw CSVError(line: line, reason: .notUTF8)
            }
            guard !field.contains(where: { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }) else {
                throw CSVError(line: line, reason: .controlCharacter)
            }
            texts.append(text)
        }
        return texts
    }

    /// Cuts the row into its fields, which may hold any bytes; without the blanks around those that are not quoted.
    package func split(into fields: inout [ArraySlice<UInt8>]) throws(CSVError) {
        fields.removeAll(keepingCapacity: true)
        var position = 0
        repeat {
            let (field, end) = try field(at: position)
            fields.append(field)
            position = end + 1
        } while position <= bytes.count
    }

    /// The field that begins at a position, and where the comma behind it stands (or the row ends).
    private func field(at start: Int) throws(CSVError) -> (ArraySlice<UInt8>, Int) {
        let first = bytes[start...].firstIndex { !isBlank($0) } ?? bytes.count
        guard first < bytes.count, bytes[first] == UInt8(ascii: "\"") else {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: ",")) ?? bytes.count
            var field = bytes[min(first, end)..<end]
            while let last = field.last, isBlank(last) { field.removeLast() }
            guard !field.contains(UInt8(ascii: "\"")) else { throw CSVError(line: line, reason: .strayQuote) }
            return (field, end)
        }
        var field: [UInt8] = []
        var position = first + 1
        while position < bytes.count {
            if bytes[position] != UInt8(ascii: "\"") {
                field.append(bytes[position])
            } else if position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "\"") {
                field.append(UInt8(ascii: "\""))
                position += 1
            } else {
                let end = bytes[(position + 1)...].firstIndex { !isBlank($0) } ?? bytes.count
                guard end == bytes.count || bytes[end] == UInt8(ascii: ",") else {
                    throw CSVError(line: line, reason: .strayQuote)
                }
                return (field[...], end)
            }
            position += 1
        }
        throw CSVError(line: line, reason: .openQuote)
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
