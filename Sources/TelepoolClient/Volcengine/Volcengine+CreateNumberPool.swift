extension Volcengine {
    /// Creates an empty number pool.
    public struct CreateNumberPool: VolcengineRequest {
        /// 1 to 32 characters.
        public var name: String
        public var serviceType: ServiceType
        /// Has to be of the service type.
        public var subServiceType: SubServiceType

        public init(name: String, serviceType: ServiceType, subServiceType: SubServiceType) {
            self.name = name
            self.serviceType = serviceType
            self.subServiceType = subServiceType
        }

        private enum CodingKeys: String, CodingKey {
            case name = "Name"
            case serviceType = "ServiceType"
            case subServiceType = "SubServiceType"
        }

        /// The answer.
        public struct Response: Codable, Hashable, Sendable {
            public var name: String
            public var numberPoolNo: String
            public var serviceType: ServiceType
            public var subServiceType: SubServiceType

            private enum CodingKeys: String, CodingKey {
                case name = "Name"
                case numberPoolNo = "NumberPoolNo"
                case serviceType = "ServiceType"
                case subServiceType = "SubServiceType"
            }
        }
    }
}
