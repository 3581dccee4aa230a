import TelepoolTime

/// For how long a card may lie unused before it is activated by itself (`reference/huawei-gsl.md`, 4.11 and 5.2).
package struct SilentPeriod: Sendable, Equatable {
    package enum Unit: Int64, Sendable, CaseIterable {
        case year = 1
        case month = 2
        case day = 3
    }

    /// 1 … 1200
    package var length: Int64
    package var unit: Unit

    package init(length: Int64, unit: Unit) {
        self.length = length
        self.unit = unit
    }

    /// When a period is over that begins at an instant: at the same time of the day in Beijing, on the last day of a
    /// month that is shorter.
    func end(from start: Timestamp) -> Timestamp {
        let civil = CivilTime(start, offset: CivilTime.beijing)
        let months = unit == .year ? length * 12 : length
        guard unit != .day else { return start.adding(seconds: length * 86_400) }
        let month = BillingCycle(year: civil.date.year, month: civil.date.month).advanced(by: months)
        var day = civil.date.day
        while true {
            if let date = CivilDate(year: month.year, month: month.month, day: day) {
                let days = date.daysSinceEpoch - civil.date.daysSinceEpoch
                return start.adding(seconds: days * 86_400)
            }
            day -= 1
        }
    }
}
