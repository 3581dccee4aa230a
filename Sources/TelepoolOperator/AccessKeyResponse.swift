import TelepoolDomain
package import TelepoolJSON
import TelepoolTime

/// An access key without its secret.
package struct AccessKeyResponse: OperatorResponse {
    package static let schema = JSONSchema.object(
        [
            "id": .string, "user_id": .string, "enabled": .boolean,
            "temporary": .boolean.about("Whether it was issued with a session token."), "created": .time,
            "actions": .array(of: .string).about("Empty for all that the user's role allows."),
            "pools": .array(of: .string).about("Empty for all."),
            "addresses": .array(of: .string).about("Empty for all."),
        ], optional: ["expires": .time]
    ).named("AccessKey")

    var key: AccessKeySummary

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", key.id)
            json.member("user_id", key.user.rawValue)
            json.member("enabled", key.isEnabled)
            json.member("temporary", key.isTemporary)
            json.member("created", key.createdAt.description)
            json.array("actions", key.limits.actions) { $0.string($1) }
            json.array("pools", key.limits.pools) { $0.string($1) }
            json.array("addresses", key.limits.addresses) { $0.string($1.description) }
            if let end = key.expiresAt { json.member("expires", end.description) }
        }
    }
}

/// The members of a body that say what a key is limited to.
enum KeyLimitInputs {
    static let actions = Input<[String]?>(
        optional: "actions", .list(of: .action, count: 0...100), "Operations, each whole or up to a final *.")
    static let pools = Input<[String]?>(
        optional: "pools", .list(of: .word, count: 0...100),
        "Numbers of number pools and ids of SIM pools; only what names a pool can be called then.")
    static let addresses = Input<[AddressRange]?>(
        optional: "addresses", .list(of: .addressRange, count: 0...100),
        "Where calls come from, such as 192.0.2.1 or 10.0.0.0/8.")
}

extension KeyLimits {
    init(_ actions: [String]?, _ pools: [String]?, _ addresses: [AddressRange]?) {
        self.init(actions: actions ?? [], pools: pools ?? [], addresses: addresses ?? [])
    }
}

extension Input<String> {
    static var accessKey: Input { Input("access_key_id", .text(1...128), "The access key.") }
}

extension Kind<String> {
    /// The name of an operation, or the beginning of one.
    fileprivate static let action = Kind(
        .pattern("^[A-Za-z0-9]{0,64}\\*?$"), "a name, with * behind its beginning if need be", plural: "names"
    ) { text in
        let name = text.last == "*" ? text.dropLast() : text[...]
        return !text.isEmpty && name.utf8.count <= 64 && name.utf8.allSatisfy(isLetterOrDigit) ? text : nil
    }

    /// Letters and digits.
    fileprivate static let word = Kind(
        .pattern("^[A-Za-z0-9]{1,64}$"), "letters and digits", plural: "words of letters and digits"
    ) { text in
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy(isLetterOrDigit) ? text : nil
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}

extension Kind<AddressRange> {
    fileprivate static let addressRange = Kind(
        .string, "an address or a range such as 10.0.0.0/8", plural: "addresses or ranges"
    ) {
        AddressRange($0)
    }
}
