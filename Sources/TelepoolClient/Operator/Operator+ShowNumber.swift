extension Operator {
    /// Shows a number and the pool that holds it.
    public struct ShowNumber: OperatorRequest, Decodable {
        public typealias Response = Number

        public static let route = "GET /telepool/v1/numbers/{number}"

        public var number: String

        public init(number: String) {
            self.number = number
        }
    }
}
