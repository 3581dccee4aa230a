package import TelepoolJSON

/// Renders one thing with what it is made of.
package enum RecordRendering {
    /// - Parameters:
    ///   - key: the member that identifies the thing; without one, the first.
    package static func text(
        _ record: JSONObject, key: String? = nil, as format: OutputFormat, in language: Language
    ) -> String {
        switch format {
        case .table:
            return record.members.map { member in
                let label = language == .english ? member.name : Heading.text(of: member.name, in: language)
                return "\(PlainText.singleLine(label)): \(PlainText.singleLine(member.value.text ?? ""))\n"
            }.joined()
        case .json: return JSONValue.object(record).indented + "\n"
        case .yaml: return YAML.document(.object(record))
        case .csv:
            return csvLine(record.members.map(\.name)) + csvLine(record.members.map { $0.value.text ?? "" })
        case .quiet:
            guard let name = key ?? record.members.first?.name, let text = record.text(name) else { return "" }
            return "\(PlainText.singleLine(text))\n"
        }
    }
}
