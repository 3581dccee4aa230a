import TelepoolDomain

/// What the operations have in common that end a binding.
package struct Unbinding: Sendable {
    private var pool: NumberPoolNo
    private var id: SubscriptionID
    private var kinds: [BindingKind]

    init(_ parameters: VolcengineParameters, _ kinds: BindingKind...) throws(VolcengineError) {
        pool = try parameters.pool()
        id = try parameters.subscription()
        self.kinds = kinds
    }

    func perform(in scope: TenantScope) throws {
        try scope.bindings.unbind(id, in: pool, kinds: kinds)
    }
}
