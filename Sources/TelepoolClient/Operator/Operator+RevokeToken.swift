extension Operator {
    /// Ends a token before its time.
    public struct RevokeToken: OperatorRequest, Decodable {
        public typealias Response = NoContent

        public static let route = "DELETE /telepool/v1/tokens/{token_id}"

        /// The id of the token, which is not the token.
        public var tokenID: String

        public init(tokenID: String) {
            self.tokenID = tokenID
        }

        private enum CodingKeys: String, CodingKey {
            case tokenID = "token_id"
        }
    }
}
