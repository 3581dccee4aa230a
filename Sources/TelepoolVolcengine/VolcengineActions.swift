/// The operations that are supported: one line each.
package enum VolcengineActions {
    package static let version = "2022-01-01"

    package static let all: [any VolcengineAction.Type] = [
        BindAXB.self,
        BindAXN.self,
        BindAXNE.self,
        BindAXYB.self,
        BindYBForAXYB.self,
        CreateNumberPool.self,
        EnableOrDisableNumber.self,
        NumberList.self,
        NumberPoolList.self,
        QuerySubscription.self,
        QuerySubscriptionForList.self,
        SelectNumber.self,
        SelectNumberAndBindAXB.self,
        SelectNumberAndBindAXN.self,
        UnbindAXB.self,
        UnbindAXBV2.self,
        UnbindAXN.self,
        UnbindAXNE.self,
        UnbindAXNEV2.self,
        UnbindAXNV2.self,
        UnbindAXYB.self,
        UnbindAXYBV2.self,
        UpdateAXB.self,
        UpdateAXN.self,
        UpdateNumberPool.self,
        UpdateNumberPoolV2.self,
        UpgradeAXToAXB.self,
    ]

    /// The same by their names on the wire.
    package static let byName: [String: any VolcengineAction.Type] =
        Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}
