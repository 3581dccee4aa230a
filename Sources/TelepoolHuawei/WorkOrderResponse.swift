package import TelepoolDomain
package import TelepoolJSON

/// The answer of operations that change a card: what was asked for has a number, and is done later
/// (`reference/huawei-gsl.md`, 4.0).
package struct WorkOrderResponse: JSONWritable {
    package var id: WorkOrderID

    /// Asks for something to be done with a card.
    ///
    /// - Throws: ``DomainError/simCard(_:)``.
    init(_ action: SIMCardAction, _ card: SIMCardReference, in scope: TenantScope) throws {
        id = try scope.workOrders.request(action, for: scope.simCards.named(card))
    }

    package func write(to json: inout JSONWriter) {
        json.object { $0.member("work_order_id", id.rawValue) }
    }
}
