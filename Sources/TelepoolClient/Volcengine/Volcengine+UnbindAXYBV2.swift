extension Volcengine {
    /// Ends an AXYB binding, with the YB bindings that belong to it, or a YB binding.
    public struct UnbindAXYBV2: VolcengineRequest {
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
