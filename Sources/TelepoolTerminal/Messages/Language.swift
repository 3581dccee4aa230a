/// A language that the commands speak.
package enum Language: Sendable, CaseIterable {
    case english, chinese

    /// The language of the first that is set of `LC_ALL`, `LC_MESSAGES` and `LANG`; English unless it is Chinese.
    package init(environment: [String: String]) {
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }
        self = names.first { !$0.isEmpty }?.hasPrefix("zh") == true ? .chinese : .english
    }

    /// A message with its placeholders `{1}`, `{2}` … filled in.
    package func text(_ message: Message, _ values: any CustomStringConvertible...) -> String {
        text(message, values: values)
    }

    /// The same with the values in a list.
    package func text(_ message: Message, values: [any CustomStringConvertible]) -> String {
        let texts = message.texts
        var rest = Substring(self == .english ? texts.english : texts.chinese)
        var text = ""
        // From left to right, so that nothing in a value is taken for a placeholder.
        while let open = rest.firstIndex(of: "{") {
            text += rest[..<open]
            rest = rest[rest.index(after: open)...]
            guard let close = rest.firstIndex(of: "}"), let number = Int(rest[..<close]),
                values.indices.contains(number - 1)
            else {
                text += "{"
                continue
            }
            text += values[number - 1].description
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }
}
