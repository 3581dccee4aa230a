extension Volcengine {
    /// What is answered by the newer operations that only do something.
    public struct Success: Codable, Hashable, Sendable {
        public var success: Bool

        private enum CodingKeys: String, CodingKey {
            case success = "Success"
        }
    }
}
