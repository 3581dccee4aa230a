extension Operator {
    /// Creates an account with its first user, a manager, and that user's access key. A call whose answer is lost is
    /// not made again.
    public struct CreateAccount: OperatorRequest, Decodable {
        public typealias Response = IssuedKey

        public static let route = "POST /telepool/v1/accounts"

        public var name: String
        /// The name of the user.
        public var user: String

        public init(name: String, user: String) {
            self.name = name
            self.user = user
        }
    }
}
