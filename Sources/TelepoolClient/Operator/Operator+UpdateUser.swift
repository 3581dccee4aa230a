extension Operator {
    /// Changes what a user may do, or disables or enables the user; what is left out stays as it is.
    ///
    /// A user who is disabled is refused at once; tokens end for good.
    public struct UpdateUser: OperatorRequest, Decodable {
        public typealias Response = User

        public static let route = "PATCH /telepool/v1/users/{user_id}"

        public var userID: String
        /// `administrator`, `manager`, `metering` or `reader`.
        public var role: String?
        public var enabled: Bool?

        public init(userID: String, role: String? = nil, enabled: Bool? = nil) {
            self.userID = userID
            self.role = role
            self.enabled = enabled
        }

        private enum CodingKeys: String, CodingKey {
            case userID = "user_id"
            case role
            case enabled
        }
    }
}
