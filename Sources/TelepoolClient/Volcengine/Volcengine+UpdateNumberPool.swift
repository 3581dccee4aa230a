extension Volcengine {
    /// The older form of ``UpdateNumberPoolV2``, which needs no name.
    public struct UpdateNumberPool: VolcengineRequest {
        public typealias Response = Bool

        public var numberPoolNo: String
        public var name: String?
        public var serviceType: ServiceType?
        public var subServiceType: SubServiceType?

        public init(
            numberPoolNo: String, name: String? = nil, serviceType: ServiceType? = nil,
            subServiceType: SubServiceType? = nil
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
