extension Operator {
    /// Ends all tokens of a user, and the temporary keys.
    public struct RevokeUserTokens: OperatorRequest, Decodable {
        public typealias Response = NoContent

        public static let route = "DELETE /telepool/v1/users/{user_id}/tokens"

        public var userID: String

        public init(userID: String) {
            self.userID = userID
        }

        private enum CodingKeys: String, CodingKey {
            case userID = "user_id"
        }
    }
}
