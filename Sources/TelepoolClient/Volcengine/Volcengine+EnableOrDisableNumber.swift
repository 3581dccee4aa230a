extension Volcengine {
    /// Takes numbers out of use for a while, or back into it: all of them or none.
    public struct EnableOrDisableNumber: VolcengineRequest {
        public typealias Response = NoContent

        /// 1 into use, 2 out of it.
        public var enableCode: Int
        /// At most 100.
        public var numbers: [String]

        public init(enableCode: Int, numbers: [String]) {
            self.enableCode = enableCode
            self.numbers = numbers
        }

        private enum CodingKeys: String, CodingKey {
            case enableCode = "EnableCode"
            case numbers = "NumberList"
        }
    }
}
