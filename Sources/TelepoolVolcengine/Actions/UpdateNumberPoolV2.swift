package import TelepoolDomain
package import TelepoolJSON

/// 编辑号码池: renames a number pool and, while it is empty, changes its type (`reference/volcengine-vms.md`, 4.2).
package struct UpdateNumberPoolV2: VolcengineAction {
    package static let access = Access.write(.manager)

    package var change: NumberPoolChange

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        change = try NumberPoolChange(parameters, requiresName: true)
    }

    package func perform(in scope: TenantScope) throws -> Result {
        try change.perform(in: scope)
        return Result()
    }

    package struct Result: JSONWritable {
        package func write(to json: inout JSONWriter) {
            json.object { $0.member("Success", true) }
        }
    }
}
