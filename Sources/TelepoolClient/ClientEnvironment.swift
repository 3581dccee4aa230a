package import TelepoolTime

/// What a client takes from its surroundings.
package struct ClientEnvironment: Sendable {
    package var now: @Sendable () -> Timestamp
    package var sleep: @Sendable (Duration) async throws -> Void
    /// 0 ..< 1.
    package var random: @Sendable () -> Double
    /// A new identifier of a call, a UUID of version 4.
    package var makeID: @Sendable () -> String

    /// That of the system, where not given.
    package init(
        now: @escaping @Sendable () -> Timestamp = { .now },
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
        makeID: @escaping @Sendable () -> String = { Self.makeUUID() }
    ) {
        self.now = now
        self.sleep = sleep
        self.random = random
        self.makeID = makeID
    }

    private static func makeUUID() -> String {
        var digits = (0..<32).map { _ in "0123456789abcdef".randomElement() ?? "0" }
        digits[12] = "4"
        digits[16] = "89ab".randomElement() ?? "8"
        let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
        return parts.map { String(digits[$0]) }.joined(separator: "-")
    }
}
