package import TelepoolTime

/// The clock that everything of the domain goes by: creation times, billing cycles, expiry.
///
/// It is the system's clock, or a test clock that was set to an instant and runs on from there at normal speed. The
/// time window of a signature is never measured with it.
package struct DomainClock: Sendable {
    /// How far this clock is ahead of the system's, in milliseconds; `nil` for the system's clock itself.
    private let lead: Int64?

    /// The system's clock.
    package static let system = DomainClock(lead: nil)

    /// A clock that shows `instant` now and runs on from there.
    package static func starting(at instant: Timestamp) -> DomainClock {
        DomainClock(lead: instant.milliseconds - Timestamp.now.milliseconds)
    }

    private init(lead: Int64?) {
        self.lead = lead
    }

    /// Whether this is the system's clock.
    package var isReal: Bool { lead == nil }

    /// What the clock shows.
    package var now: Timestamp {
        Timestamp(milliseconds: Timestamp.now.milliseconds + (lead ?? 0))
    }
}
