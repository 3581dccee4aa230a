extension Volcengine {
    /// Shows a binding, ended or not.
    public struct QuerySubscription: VolcengineRequest {
        public typealias Response = Subscription

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
