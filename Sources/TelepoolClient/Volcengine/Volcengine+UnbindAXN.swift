extension Volcengine {
    /// The older form of ``UnbindAXNV2``.
    public struct UnbindAXN: VolcengineRequest {
        public typealias Response = Bool

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
