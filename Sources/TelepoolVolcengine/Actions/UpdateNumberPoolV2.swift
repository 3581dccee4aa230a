package import TelepoolDomain

/// 编辑号码池: renames a number pool and, while it is empty, changes its type (`reference/volcengine-vms.md`, 4.2).
package struct UpdateNumberPoolV2: VolcengineAction {
    package static let access = Access.write(.manager)
    package static let poolParameters = ["NumberPoolNo"]

    package var change: NumberPoolChange

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        change = try NumberPoolChange(parameters, requiresName: true)
    }

    package func perform(in scope: TenantScope) throws -> SuccessResult {
        try change.perform(in: scope)
        return SuccessResult()
    }
}
