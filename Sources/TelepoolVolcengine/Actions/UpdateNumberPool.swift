package import TelepoolDomain
package import TelepoolJSON

/// The older form of `UpdateNumberPoolV2`, which needs no name and answers a bare Boolean
/// (`reference/volcengine-vms.md`, 4.2).
package struct UpdateNumberPool: VolcengineAction {
    package static let access = Access.write(.manager)

    package var change: NumberPoolChange

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        change = try NumberPoolChange(parameters, requiresName: false)
    }

    package func perform(in scope: TenantScope) throws -> Result {
        try change.perform(in: scope)
        return Result()
    }

    package struct Result: JSONWritable {
        package func write(to json: inout JSONWriter) {
            json.boolean(true)
        }
    }
}
