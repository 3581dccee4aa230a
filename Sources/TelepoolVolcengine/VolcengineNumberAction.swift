/// An operation on the numbers in pools. The vendor answers its errors with HTTP 200 and codes of their own
/// (`reference/volcengine-vms.md`, 3.5 and 6.20); the gateway's errors keep their statuses.
package protocol VolcengineNumberAction: VolcengineAction {}

extension VolcengineNumberAction {
    package static func error(_ error: VolcengineError) -> VolcengineError {
        switch error.code {
        case "MissingParameter", "InvalidParameter": .illegalArgument(error.message)
        case "InternalError": .systemError
        default: error
        }
    }
}

extension VolcengineError {
    package static func illegalArgument(_ reason: String) -> VolcengineError {
        VolcengineError(200, 200_101, "IllegalArgument", "非法的参数: \(reason)")
    }

    package static let systemError = VolcengineError(200, 200_102, "SystemError", "系统错误")
}
