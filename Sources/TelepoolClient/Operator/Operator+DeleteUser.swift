extension Operator {
    /// Deletes a user with keys and tokens.
    public struct DeleteUser: OperatorRequest, Decodable {
        public typealias Response = NoContent

        public static let route = "DELETE /telepool/v1/users/{user_id}"

        public var userID: String

        public init(userID: String) {
            self.userID = userID
        }

        private enum CodingKeys: String, CodingKey {
            case userID = "user_id"
        }
    }
}
