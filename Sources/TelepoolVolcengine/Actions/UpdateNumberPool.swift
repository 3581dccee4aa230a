package import TelepoolDomain

/// The older form of `UpdateNumberPoolV2`, which needs no name and answers a bare Boolean
/// (`reference/volcengine-vms.md`, 4.2).
package struct UpdateNumberPool: VolcengineAction {
    package static let access = Access.write(.manager)
    package static let poolParameters = ["NumberPoolNo"]

    package var change: NumberPoolChange

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        change = try NumberPoolChange(parameters, requiresName: false)
    }

    package func perform(in scope: TenantScope) throws -> TrueResult {
        try change.perform(in: scope)
        return TrueResult()
    }
}
