package import TelepoolDomain
package import TelepoolJSON

/// 号码用户停启用: takes numbers out of use for a while, or back into it (`reference/volcengine-vms.md`, 4.5).
///
/// It is all or nothing: a number that the account does not hold, or that the platform disabled, refuses the call.
package struct EnableOrDisableNumber: VolcengineNumberAction {
    package static let access = Access.write(.manager)

    /// How many numbers one call may name.
    package static let greatestNumbers = 100

    package var status: NumberStatus
    package var numbers: [PhoneNumber]

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        switch try parameters.integer("EnableCode") {
        case 1: status = .inUse
        case 2: status = .disabledByUser
        // The wording of the live service.
        case nil: throw .illegalArgument("enable code cannot be null")
        default: throw .invalidParameter("EnableCode")
        }
        guard let texts = try parameters.texts("NumberList"), !texts.isEmpty else {
            throw .illegalArgument("id和number至少一个不为null")
        }
        guard texts.count <= Self.greatestNumbers else { throw .invalidParameter("NumberList") }
        numbers = []
        for text in texts {
            guard let number = PhoneNumber(text) else { throw .invalidParameter("NumberList (\(text))") }
            numbers.append(number)
        }
    }

    package func perform(in scope: TenantScope) throws -> Result {
        for (number, outcome) in zip(numbers, try scope.numbers.setStatus(status, of: numbers)) {
            if case .rejected = outcome { throw VolcengineError.illegalArgument("NumberList (\(number))") }
        }
        return Result()
    }

    package struct Result: JSONWritable {
        package func write(to json: inout JSONWriter) {
            json.object { _ in }
        }
    }
}
