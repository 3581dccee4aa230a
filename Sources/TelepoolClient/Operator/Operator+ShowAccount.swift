extension Operator {
    /// Shows the caller's account and what it may have.
    public struct ShowAccount: OperatorRequest, Decodable {
        public typealias Response = Account

        public static let route = "GET /telepool/v1/account"

        public init() {}
    }
}
