import TelepoolNumbering
package import TelepoolTime

/// A number that is to be put into a pool; what is `nil` is left to the number itself.
package struct NumberEntry: Sendable, Equatable {
    package var number: PhoneNumber
    package var type: NumberType?
    /// The area code of its city.
    package var cityCode: String?
    package var purchasedAt: Timestamp?
    package var qualificationNo: String?

    package init(
        _ number: PhoneNumber, type: NumberType? = nil, cityCode: String? = nil, purchasedAt: Timestamp? = nil,
        qualificationNo: String? = nil
    ) {
        self.number = number
        self.type = type
        self.cityCode = cityCode
        self.purchasedAt = purchasedAt
        self.qualificationNo = qualificationNo
    }
}

/// A number as it is held.
package struct PooledNumber: Sendable, Equatable {
    package var number: PhoneNumber
    package var type: NumberType
    package var status: NumberStatus
    /// The area code of its city; empty where it is not known.
    package var cityCode: String
    package var purchasedAt: Timestamp
    /// Empty where there is none.
    package var qualificationNo: String
    /// Bindings that are in force.
    package var bindCount: Int64
    /// What keeps the number from being drawn at this time.
    package var hold: NumberHold?
    package var pool: NumberPoolNo
    package var poolName: String
    package var serviceType: ServiceType
    package var subServiceType: SubServiceType
    /// For how long the numbers of the pool rest.
    var quarantineSeconds: Int64

    /// The name of its city; empty where it is not known.
    package var cityName: String { City.find(areaCode: cityCode)?.name ?? "" }

    /// Whether the number is held with what an entry says.
    func isDescribed(by entry: NumberEntry) -> Bool {
        number == entry.number && entry.type ?? type == type && entry.cityCode ?? cityCode == cityCode
            && entry.purchasedAt ?? purchasedAt == purchasedAt
            && entry.qualificationNo ?? qualificationNo == qualificationNo
    }
}

/// Which numbers a list shows: those that match everything that is set.
package struct NumberFilter: Sendable, Equatable {
    package var numbers: [PhoneNumber]?
    package var pool: NumberPoolNo?
    package var subServiceType: Int64?
    package var status: Int64?
    package var type: Int64?

    package init(
        numbers: [PhoneNumber]? = nil, pool: NumberPoolNo? = nil, subServiceType: Int64? = nil, status: Int64? = nil,
        type: Int64? = nil
    ) {
        self.numbers = numbers
        self.pool = pool
        self.subServiceType = subServiceType
        self.status = status
        self.type = type
    }
}
