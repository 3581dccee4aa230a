extension Volcengine {
    /// Ends an AXN binding.
    public struct UnbindAXNV2: VolcengineRequest {
        public typealias Response = Success

        public var numberPoolNo: String
        public var subID: String

        public init(numberPoolNo: String, subID: String) {
            self.numberPoolNo = numberPoolNo
            self.subID = subID
        }

        private enum CodingKeys: String, CodingKey {
            case numberPoolNo = "NumberPoolNo"
            case subID = "SubId"
        }
    }
}
