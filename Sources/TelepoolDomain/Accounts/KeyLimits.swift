/// What a key may be used for, beyond the role of its user. An empty list does not limit anything.
package struct KeyLimits: Sendable, Equatable {
    /// The names of operations, each whole or up to a final `*`.
    package var actions: [String]
    /// The numbers of number pools and the ids of SIM pools: a key with such a list may only call what names a pool, and
    /// names no other.
    package var pools: [String]
    /// Where calls may come from.
    package var addresses: [AddressRange]

    package static let none = KeyLimits()

    package init(actions: [String] = [], pools: [String] = [], addresses: [AddressRange] = []) {
        self.actions = actions
        self.pools = pools
        self.addresses = addresses
    }

    package func includes(action: String) -> Bool {
        actions.isEmpty
            || actions.contains { $0.last == "*" ? action.hasPrefix($0.dropLast()) : $0 == action }
    }

    package func includes(address: String) -> Bool {
        guard !addresses.isEmpty else { return true }
        guard let address = AddressRange(address) else { return false }
        return addresses.contains { $0.contains(address) }
    }

    /// - Parameter named: the pools that a call names.
    package func includes(pools named: [String]) -> Bool {
        pools.isEmpty || (!named.isEmpty && named.allSatisfy(pools.contains))
    }
}

// MARK: - How the schema keeps it

extension KeyLimits {
    init(actions: String, pools: String, addresses: String) {
        self.init(
            actions: Self.words(actions), pools: Self.words(pools),
            addresses: Self.words(addresses).compactMap(AddressRange.init))
    }

    static func text(_ words: [some CustomStringConvertible]) -> String {
        words.map(\.description).joined(separator: " ")
    }

    private static func words(_ text: String) -> [String] {
        text.split(separator: " ").map(String.init)
    }
}
