/// The operations that are supported: one line each.
package enum VolcengineActions {
    package static let version = "2022-01-01"

    package static let all: [any VolcengineAction.Type] = [
        CreateNumberPool.self,
        EnableOrDisableNumber.self,
        NumberList.self,
        NumberPoolList.self,
        UpdateNumberPool.self,
        UpdateNumberPoolV2.self,
    ]

    /// The same by their names on the wire.
    package static let byName: [String: any VolcengineAction.Type] =
        Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}
