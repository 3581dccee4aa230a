extension Volcengine {
    /// Renames a number pool and, while it is empty, changes its type.
    public struct UpdateNumberPoolV2: VolcengineRequest {
        public typealias Response = Success

        public var numberPoolNo: String
        /// 1 to 31 characters.
        public var name: String
        public var serviceType: ServiceType?
        public var subServiceType: SubServiceType?

        public init(
            numberPoolNo: String, name: String, serviceType: ServiceType? = nil, subServiceType: SubServiceType? = nil
        ) {
            self.numberPoolNo = numberPoolNo
            self.name = name
            self.serviceType = serviceType
            self.subServiceType = subServiceType
        }

        private enum CodingKeys: String, CodingKey {
            case numberPoolNo = "NumberPoolNo"
            case name = "Name"
            case serviceType = "ServiceType"
            case subServiceType = "SubServiceType"
        }
    }
}
