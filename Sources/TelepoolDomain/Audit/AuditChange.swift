/// A thing that a change or a call was about.
package struct AuditObject: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case accessKey = "access_key"
        case account
        case binding
        case networkSwitchPolicy = "network_switch_policy"
        case number
        case numberApplication = "number_application"
        case numberPool = "number_pool"
        case numberReservation = "number_reservation"
        case order
        case pricePlan = "price_plan"
        case simAttribute = "sim_attribute"
        case simCard = "sim_card"
        case simPool = "sim_pool"
        case simTag = "sim_tag"
        case smsMessage = "sms_message"
        case token
        case usage
        case user
        case workOrder = "work_order"
    }

    package let kind: Kind
    /// Phone numbers and keys are shown in part.
    package let id: String

    package init(_ kind: Kind, _ id: String) {
        self.kind = kind
        self.id =
            switch kind {
            case .number, .usage: AuditMask.text(id)
            case .accessKey: id.contains("*") ? id : AuditMask.key(id)
            default: id.withoutControls
            }
    }

    package init(_ kind: Kind, _ id: some TypedIdentifier) {
        self.init(kind, id.description)
    }
}

/// What a field of a thing was or is.
package struct AuditValue: Sendable, Equatable {
    package let text: String

    /// Whatever users write: numbers in it are shown in part.
    package static func text(_ text: String) -> AuditValue { AuditValue(text: AuditMask.text(text).withoutControls) }

    /// A number that is shown in part.
    package static func phone(_ number: PhoneNumber?) -> AuditValue { .text(number?.description ?? "") }

    /// An amount, a time, a code or an identifier of this server's own.
    package static func plain(_ value: some CustomStringConvertible) -> AuditValue {
        AuditValue(text: value.description.withoutControls)
    }
}

/// What became of a thing.
package struct AuditChange: Sendable, Equatable {
    package struct Field: Sendable, Equatable {
        package var name: String
        package var value: String
    }

    package var object: AuditObject
    /// Empty where it was made.
    package var before: [Field]
    /// Empty where it was deleted.
    package var after: [Field]
}

// MARK: - As it is kept

/// A list of changes is a text, so that it is hashed and looked through as it is. ASCII's own separators stand between
/// its parts, and nowhere else in it.
extension AuditChange {
    private static let (change, part, field): (Character, Character, Character) = ("\u{1D}", "\u{1E}", "\u{1F}")

    static func stored(_ changes: [AuditChange]) -> String {
        var text = ""
        for change in changes {
            text += "\(key(of: change.object))\(stored(change.before))\(Self.part)\(stored(change.after))"
        }
        return text
    }

    /// What the text of every list holds that has a change of the thing.
    static func key(of object: AuditObject) -> String { "\(change)\(object.kind.rawValue)\(part)\(object.id)\(part)" }

    static func read(_ text: String) -> [AuditChange] {
        text.split(separator: change).compactMap { text in
            let parts = text.split(separator: part, omittingEmptySubsequences: false)
            guard parts.count == 4, let kind = AuditObject.Kind(rawValue: String(parts[0])) else { return nil }
            return AuditChange(
                object: AuditObject(kind, String(parts[1])), before: fields(parts[2]), after: fields(parts[3]))
        }
    }

    private static func stored(_ fields: [Field]) -> String {
        fields.map { "\($0.name)\(field)\($0.value)" }.joined(separator: "\(field)")
    }

    private static func fields(_ text: Substring) -> [Field] {
        guard !text.isEmpty else { return [] }
        let texts = text.split(separator: field, omittingEmptySubsequences: false).map(String.init)
        return stride(from: 0, to: texts.count - 1, by: 2).map { Field(name: texts[$0], value: texts[$0 + 1]) }
    }
}

extension String {
    /// The text with a blank for each control character.
    var withoutControls: String {
        guard utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return self }
        return String(decoding: utf8.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
    }
}
