import TelepoolDomain

/// Decides whether the call of somebody who is known is carried out: by role, by what the key is limited to, and by how
/// much the account may do in a second, on this node.
struct Admission: Sendable {
    enum Refusal: Error {
        case denied
        /// The account makes more calls, or sends more records, than it may.
        case throttled
    }

    /// Records wait so long at most before they are taken or refused.
    private static let patience = Duration.seconds(10)

    private let requests = Buckets<AccountID>()
    private let records = Buckets<AccountID>()

    /// - Parameter pools: the pools that the call names, looked at only if it matters.
    func admit(
        _ caller: Caller, to operation: String, _ access: Access, from address: String, pools: () -> [String]
    ) throws(Refusal) {
        guard caller.may(call: operation, access, from: address, pools: pools) else { throw .denied }
        guard let rate = caller.rates.requestsPerSecond.map(Self.rate) else { return }
        guard let rate, requests.take(from: caller.account, rate) else { throw .throttled }
    }

    /// Lets usage records wait until the account may send them.
    ///
    /// - Parameter isPatient: whether they wait for as long as it takes, as what comes piece by piece does, or are refused
    ///   where that is long.
    func pace(_ count: Int, of caller: Caller, isPatient: Bool) async throws {
        guard let rate = caller.rates.recordsPerSecond.map(Self.rate) else { return }
        guard let rate else { throw Refusal.throttled }
        let wait = records.overdraw(count, from: caller.account, rate, upTo: isPatient ? nil : Self.patience)
        guard let wait else { throw Refusal.throttled }
        if wait > .zero { try await Task.sleep(for: wait) }
    }

    /// - Returns: `nil` for a rate of nothing.
    private static func rate(_ count: Int64) -> RateLimits.Rate? {
        count > 0 ? RateLimits.Rate(calls: Int(count)) : nil
    }
}
