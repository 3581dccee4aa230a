import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// 批量设置/取消设置标签: gives cards these tags and no others (`reference/huawei-gsl.md`, 4.14).
package struct BatchSetTags: HuaweiOperation {
    package static let route = Route(.post, "/v1/sim-tags/batch-set")
    package static let access = Access.write(.manager)

    private var cards: [SIMCardReference]
    private var tags: [SIMTagID]

    package init(_ request: RESTRequest) throws(HuaweiError) {
        let body = try HuaweiBody(request)
        let ids = try body.integers("sim_card_ids") ?? []
        let iccids = try body.texts("iccids", length: SIMCardAddress.iccidLength) ?? []
        // Left out, it would take all tags away from cards that somebody only forgot to name tags for.
        tags = try body.required(body.integers("tag_ids")).map { SIMTagID($0) }
        guard !body.has("file_temp_id") else { throw .unknownFile }
        cards = ids.isEmpty ? iccids.map { .iccid($0) } : ids.map { .id(SIMCardID($0)) }
        guard (1...500).contains(cards.count) else { throw .wrongNumberOfCards }
        guard tags.count <= 10 else { throw .wrongNumberOfTags }
        let repeated = Self.repeated(cards) + Self.repeated(tags)
        guard repeated.isEmpty else { throw .repeated(repeated) }
    }

    package func perform(in scope: TenantScope) throws -> EmptyResponse {
        try scope.simTags.set(tags, on: cards)
        return EmptyResponse()
    }

    /// What stands in a list more than once, each once.
    private static func repeated<Element: Hashable & CustomStringConvertible>(_ elements: [Element]) -> [String] {
        let counts = Dictionary(grouping: elements) { $0 }.mapValues(\.count)
        var told: Set<Element> = []
        return elements.filter { counts[$0, default: 0] > 1 && told.insert($0).inserted }.map(\.description)
    }
}
