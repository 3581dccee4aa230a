import TelepoolJSON
import TelepoolOperator
import TelepoolTime

extension JSONSchema {
    /// What is wrong with a value, each with the place; an object may have no members but those that are described.
    func problems(with value: JSONValue, at place: String = "answer") -> [String] {
        switch (form, value) {
        case (.string(let length, _, let format), .string(let text)):
            if let length, !length.contains(text.unicodeScalars.count) { return ["\(place) is of another length"] }
            return format == "date-time" && Timestamp(rfc3339: text) == nil ? ["\(place) is no time"] : []
        case (.integer(let range), .number(let text)):
            return Int64(text).map(range.contains) == true ? [] : ["\(place) is no integer of its range: \(text)"]
        case (.boolean, .boolean): return []
        case (.choice(let words), .string(let text)):
            return words.contains(text) ? [] : ["\(place) is none of its words: \(text)"]
        case (.array(of: let element, let count, isSet: _), .array(let elements)):
            return (count.contains(elements.count) ? [] : ["\(place) has another number of elements"])
                + elements.enumerated().flatMap { element.problems(with: $1, at: "\(place)[\($0)]") }
        case (.object(let members), .object(let object)):
            return members.flatMap { member in
                if let value = object[member.name] {
                    member.schema.problems(with: value, at: "\(place).\(member.name)")
                } else {
                    member.isRequired ? ["\(place).\(member.name) is missing"] : []
                }
            }
                + object.members.map(\.name).filter { name in !members.contains { $0.name == name } }
                .map { "\(place).\($0) is not described" }
        default: return ["\(place) is of another type"]
        }
    }
}
