package import TelepoolTime

/// What keeps a number that is not bound from being drawn, and until when.
package enum NumberHold: Sendable, Equatable {
    /// It is kept for somebody, and taken only where it is named.
    case reserved(NumberReservationID, until: Timestamp)
    /// It was released from its last binding or taken out of service not long ago (aging).
    case resting(until: Timestamp)

    package var until: Timestamp {
        switch self {
        case .reserved(_, let until), .resting(let until): until
        }
    }

    /// The kinds of hold as the schema keeps them.
    enum Kind: Int64 {
        case none = 0
        case reserved = 1
        case resting = 2

        init(_ hold: NumberHold?) {
            self =
                switch hold {
                case nil: .none
                case .reserved: .reserved
                case .resting: .resting
                }
        }
    }
}

/// What can be done with a number: each number has one of these at any time.
package enum NumberAvailability: String, Sendable, CaseIterable {
    /// It is bound.
    case assigned
    /// It can be drawn.
    case available
    /// It is kept for somebody.
    case reserved
    /// It rests before it can be drawn again.
    case aging
    /// The user or the platform disabled it, bound or not.
    case disabled
    /// It is no longer part of its pool's count.
    case cancelled
}

extension PooledNumber {
    package var availability: NumberAvailability {
        if status.isCancelled { return .cancelled }
        if status != .inUse { return .disabled }
        if bindCount > 0 { return .assigned }
        return switch hold {
        case nil: .available
        case .reserved: .reserved
        case .resting: .aging
        }
    }

    var isResting: Bool { if case .resting = hold { true } else { false } }
}
