import TelepoolDomain
import TelepoolREST

/// The cards that a body names, each once and in its order: by `sim_card_ids` or by `iccids`.
struct SIMCardSelection: Sendable, Equatable {
    let references: [SIMCardReference]

    /// - Parameters:
    ///   - limit: how many cards may be named.
    ///   - iccidLength: how many characters an ICCID may have.
    ///   - allowsBoth: whether `iccids` are passed over where there are ids, and not refused.
    ///   - excess: what too many cards are answered with.
    init(
        _ body: HuaweiBody, limit: Int, iccidLength: ClosedRange<Int>, allowsBoth: Bool = true,
        excess: HuaweiError = .invalidParameter
    ) throws(HuaweiError) {
        let ids = try body.integers("sim_card_ids") ?? []
        let iccids = try body.texts("iccids", length: iccidLength) ?? []
        guard !ids.isEmpty || !iccids.isEmpty, allowsBoth || ids.isEmpty || iccids.isEmpty else {
            throw .invalidParameter
        }
        guard ids.count <= limit, iccids.count <= limit else { throw excess }
        var seen: Set<SIMCardReference> = []
        let named = ids.isEmpty ? iccids.map(SIMCardReference.iccid) : ids.map { .id(SIMCardID($0)) }
        references = named.filter { seen.insert($0).inserted }
    }

    /// The cards that the account holds.
    func cards(in scope: TenantScope) throws -> [HeldSIMCard] {
        let found = try scope.simCards.find(references)
        return references.compactMap { found[$0] }
    }
}
