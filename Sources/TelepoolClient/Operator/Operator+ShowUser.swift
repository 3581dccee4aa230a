extension Operator {
    /// Shows a user of the account.
    public struct ShowUser: OperatorRequest, Decodable {
        public typealias Response = User

        public static let route = "GET /telepool/v1/users/{user_id}"

        public var userID: String

        public init(userID: String) {
            self.userID = userID
        }

        private enum CodingKeys: String, CodingKey {
            case userID = "user_id"
        }
    }
}
