/// What a transaction has changed so far, for the event that ends it.
///
/// A class, because all scopes of a transaction write on the same one. Only the first few changes are kept, so that work on
/// many things costs no more than work on some; the others are counted.
package final class AuditTrail {
    package typealias Fields = KeyValuePairs<String, AuditValue>

    /// So many changes are told in full.
    package static let limit = 20

    private(set) var changes: [AuditChange] = []
    /// How many changes are not among them.
    private(set) var omitted: Int64 = 0

    package init() {}

    /// Whether nothing was changed.
    package var isEmpty: Bool { changes.isEmpty }

    func created(_ object: @autoclosure () -> AuditObject, _ fields: @autoclosure () -> Fields) {
        changed(object(), from: [:], to: fields())
    }

    func deleted(_ object: @autoclosure () -> AuditObject, _ fields: @autoclosure () -> Fields) {
        changed(object(), from: fields(), to: [:])
    }

    /// Notes what fields of a thing were and are; those that are the same are left out.
    func changed(
        _ object: @autoclosure () -> AuditObject, from before: @autoclosure () -> Fields,
        to after: @autoclosure () -> Fields
    ) {
        guard changes.count < Self.limit else { return omitted += 1 }
        let (before, after) = (Self.fields(before()), Self.fields(after()))
        changes.append(
            AuditChange(
                object: object(), before: before.filter { !after.contains($0) },
                after: after.filter { !before.contains($0) }))
    }

    private static func fields(_ fields: Fields) -> [AuditChange.Field] {
        fields.map { AuditChange.Field(name: $0.key, value: $0.value.text) }
    }
}
