extension Operator {
    /// Numbers that are kept for somebody for a time.
    public struct NumberReservation: Codable, Hashable, Sendable {
        public var id: Int
        public var numberPoolNo: String
        public var purpose: String
        public var created: String
        public var expires: String
        /// Those that it still keeps.
        public var numbers: [String]

        private enum CodingKeys: String, CodingKey {
            case id
            case numberPoolNo = "number_pool_no"
            case purpose
            case created
            case expires
            case numbers
        }
    }
}
