package import TelepoolTime

/// A binding (绑定关系): two parties who reach each other through a number of a pool without knowing each other's.
package struct Binding: Sendable, Equatable {
    package var id: SubscriptionID
    package var kind: BindingKind
    /// The pool of X.
    package var pool: NumberPoolNo
    package var phoneA: PhoneNumber
    /// Absent where anybody may be the other party, or nobody is yet.
    package var phoneB: PhoneNumber?
    /// The number of the pool: X, or Y in a binding of kind ``BindingKind/yb``.
    package var phoneX: PhoneNumber
    /// The extension that tells bindings on one X apart.
    package var phoneE: String?
    /// The binding that a binding of kind ``BindingKind/yb`` belongs to.
    package var parent: SubscriptionID?
    /// Whether it is in force.
    package var isLive: Bool
    package var enabledAt: Timestamp
    package var expiresAt: Timestamp
    /// When it ended; `nil` while it is in force.
    package var endedAt: Timestamp?
    package var details: BindingDetails
}

/// What kind of binding it is; each has pools of its own (`reference/volcengine-vms.md`, 4.0 and 4.6).
package enum BindingKind: Int64, Sendable, CaseIterable {
    /// A and B through X; or A alone, an AX binding, which can be upgraded.
    case axb = 1
    /// Anybody reaches A through X.
    case axn = 2
    /// Anybody reaches A through X and an extension.
    case axne = 3
    /// A through X; who B is, and through which Y, is said by bindings of kind ``yb``.
    case axyb = 4
    case yb = 5

    /// The pools that the numbers come from; Y comes from pools for AXYB like X.
    package var subServiceType: SubServiceType {
        switch self {
        case .axb: .axb
        case .axn: .axn
        case .axne: .axne
        case .axyb, .yb: .axyb
        }
    }
}

/// What a binding carries along.
package struct BindingDetails: Sendable, Equatable {
    /// 0 or 1
    package var audioRecordFlag: Int64
    /// 1 … 4 (`reference/volcengine-vms.md`, 4.0)
    package var callDisplayType: Int64
    package var userData: String
    package var outID: String

    package init(audioRecordFlag: Int64 = 1, callDisplayType: Int64 = 1, userData: String = "", outID: String = "") {
        self.audioRecordFlag = audioRecordFlag
        self.callDisplayType = callDisplayType
        self.userData = userData
        self.outID = outID
    }
}

/// A binding that is asked for.
package struct BindingRequest: Sendable, Equatable {
    package var kind: BindingKind
    package var pool: NumberPoolNo
    package var phoneA: PhoneNumber
    package var phoneB: PhoneNumber?
    package var phoneE: String?
    package var number: NumberChoice
    package var expiresAt: Timestamp
    /// Whether an AX and an AXB binding of the same A and X exclude each other.
    package var axExcludesAXB: Bool
    package var details: BindingDetails

    package init(
        kind: BindingKind, pool: NumberPoolNo, phoneA: PhoneNumber, phoneB: PhoneNumber? = nil, phoneE: String? = nil,
        number: NumberChoice, expiresAt: Timestamp, axExcludesAXB: Bool = false,
        details: BindingDetails = BindingDetails()
    ) {
        self.kind = kind
        self.pool = pool
        self.phoneA = phoneA
        self.phoneB = phoneB
        self.phoneE = phoneE
        self.number = number
        self.expiresAt = expiresAt
        self.axExcludesAXB = axExcludesAXB
        self.details = details
    }
}

/// Which number of the pool a binding takes.
package enum NumberChoice: Sendable, Equatable {
    case given(PhoneNumber)
    case selected(NumberSelection)
}

/// How a number is selected: from the first city that has one, and there the least bound or any.
package struct NumberSelection: Sendable, Equatable {
    /// Area codes, in the order of preference.
    package var cityCodes: [String]
    /// Whether a number of any other city will do if none of these has one.
    package var allowsOtherCities: Bool
    package var isRandom: Bool

    package init(cityCodes: [String] = [], allowsOtherCities: Bool = true, isRandom: Bool = false) {
        self.cityCodes = cityCodes
        self.allowsOtherCities = allowsOtherCities
        self.isRandom = isRandom
    }
}

/// Which bindings a list shows: those that match everything that is set.
package struct BindingFilter: Sendable, Equatable {
    package var id: SubscriptionID?
    package var pool: NumberPoolNo?
    package var phoneA: PhoneNumber?
    package var phoneB: PhoneNumber?
    package var phoneX: PhoneNumber?
    package var phoneY: PhoneNumber?
    /// The number of the pool, X or Y.
    package var number: PhoneNumber?
    package var isLive: Bool?
    package var outID: String?

    package init(
        id: SubscriptionID? = nil, pool: NumberPoolNo? = nil, phoneA: PhoneNumber? = nil, phoneB: PhoneNumber? = nil,
        phoneX: PhoneNumber? = nil, phoneY: PhoneNumber? = nil, number: PhoneNumber? = nil, isLive: Bool? = nil,
        outID: String? = nil
    ) {
        self.number = number
        self.id = id
        self.pool = pool
        self.phoneA = phoneA
        self.phoneB = phoneB
        self.phoneX = phoneX
        self.phoneY = phoneY
        self.isLive = isLive
        self.outID = outID
    }
}

/// A rule of bindings that a call would have broken.
package enum BindingError: Sendable, Equatable {
    /// The account has no such binding in this pool, or it has ended.
    case unknown(SubscriptionID)
    /// The pool is for other things.
    case poolOfOtherType(NumberPoolNo)
    /// The number is not in the pool.
    case numberNotInPool(PhoneNumber)
    /// The number is disabled or cancelled.
    case numberBlocked(PhoneNumber)
    /// No number is free.
    case numberNotEnough
    /// A is bound to this X.
    case partyAConflicts
    /// B is bound to this X.
    case partyBConflicts
    /// The extension is taken on this X.
    case extensionOccupied
    /// X serves one binding only, and has it.
    case numberOccupied
    /// Only a binding without B can get one.
    case hasPartyB(SubscriptionID)
    /// This cannot be changed.
    case cannotUpdate(SubscriptionID)
    /// A party is the number itself, or the other party.
    case samePhone
    /// Both numbers of the pools are the same.
    case sameNumbers
}
