extension Operator {
    /// Creates a user of the caller's account with an access key. A call whose answer is lost is not made again.
    public struct CreateUser: OperatorRequest, Decodable {
        public typealias Response = IssuedKey

        public static let route = "POST /telepool/v1/users"

        public var name: String
        /// `manager`, `metering` or `reader`.
        public var role: String

        public init(name: String, role: String) {
            self.name = name
            self.role = role
        }
    }
}
