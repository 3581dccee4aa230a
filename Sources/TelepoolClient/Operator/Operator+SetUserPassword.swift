extension Operator {
    /// Gives a user a password, for tokens; tokens and temporary keys of the user end. A call whose answer is lost is
    /// not made again.
    public struct SetUserPassword: OperatorRequest, Decodable {
        public typealias Response = User

        public static let route = "PUT /telepool/v1/users/{user_id}/password"

        public var userID: String
        public var password: String

        public init(userID: String, password: String) {
            self.userID = userID
            self.password = password
        }

        private enum CodingKeys: String, CodingKey {
            case userID = "user_id"
            case password
        }
    }
}
