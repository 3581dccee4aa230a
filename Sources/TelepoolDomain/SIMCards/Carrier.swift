package import TelepoolTime

/// A mainland carrier (`reference/huawei-gsl.md`, Q26).
package enum Carrier: Int64, Sendable, CaseIterable {
    case mobile = 1
    case telecom = 2
    case unicom = 3
}

// MARK: - Billing cycles

extension Carrier {
    /// The day of the month before on which this carrier's cycle begins; `nil` where it is a calendar month (5.4).
    private var anchorDay: Int64? {
        switch self {
        case .mobile, .telecom: nil
        case .unicom: 27
        }
    }

    /// The cycle that contains an instant, by Beijing time.
    package func cycle(at instant: Timestamp) -> BillingCycle {
        let date = CivilTime(instant, offset: CivilTime.beijing).date
        let month = BillingCycle(year: date.year, month: date.month)
        guard let anchorDay, date.day >= anchorDay else { return month }
        return month.advanced(by: 1)
    }

    /// The first instant of a cycle: midnight in Beijing.
    package func start(of cycle: BillingCycle) -> Timestamp {
        let month = anchorDay == nil ? cycle : cycle.advanced(by: -1)
        let firstOfMonth = CivilDate(daysSinceEpoch: month.firstDay + (anchorDay ?? 1) - 1)
        return Timestamp(seconds: firstOfMonth.daysSinceEpoch * 86_400 - CivilTime.beijing)
    }

    /// The last second of a cycle, which is how the vendor writes its end.
    package func lastSecond(of cycle: BillingCycle) -> Timestamp {
        start(of: cycle.advanced(by: 1)).adding(seconds: -1)
    }

    /// The latest cycle that has begun for any carrier.
    package static func latestCycle(at instant: Timestamp) -> BillingCycle {
        unicom.cycle(at: instant)
    }
}
