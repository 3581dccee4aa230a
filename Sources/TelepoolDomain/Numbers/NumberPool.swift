/// A pool of phone numbers that one voice service draws from (号码池).
package struct NumberPool: Sendable, Equatable {
    package var no: NumberPoolNo
    package var name: String
    package var serviceType: ServiceType
    package var subServiceType: SubServiceType
    /// The numbers in the pool, but for cancelled ones (`reference/volcengine-vms.md`, 6.15).
    package var numberCount: Int64

    package init(
        no: NumberPoolNo, name: String, serviceType: ServiceType, subServiceType: SubServiceType, numberCount: Int64
    ) {
        self.no = no
        self.name = name
        self.serviceType = serviceType
        self.subServiceType = subServiceType
        self.numberCount = numberCount
    }
}

extension NumberPool {
    /// Which pools a list shows: those that match everything that is set.
    ///
    /// The types are codes and not cases, because an unknown code is no mistake: it matches nothing (6.24).
    package struct Filter: Sendable, Equatable {
        package var no: NumberPoolNo?
        /// Part of the name, letter by letter (6.4).
        package var namePart: String?
        package var serviceType: Int64?
        package var subServiceType: Int64?

        package init(
            no: NumberPoolNo? = nil, namePart: String? = nil, serviceType: Int64? = nil, subServiceType: Int64? = nil
        ) {
            self.no = no
            self.namePart = namePart
            self.serviceType = serviceType
            self.subServiceType = subServiceType
        }
    }
}
