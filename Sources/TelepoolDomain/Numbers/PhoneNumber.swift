package import TelepoolSQL

/// A phone number in the form that pools and bindings use: digits, national for the mainland (`13800138000`,
/// `02131075869`), and with `+` and country code for everything else (`reference/volcengine-vms.md`, 4.6).
package struct PhoneNumber: Sendable, Hashable, SQLValueConvertible, CustomStringConvertible {
    package let description: String

    /// Reads a number, in national form or in E.164; `+86…` becomes national.
    ///
    /// - Returns: `nil` where it is not 3 to 15 digits, with a `+` before them at the most.
    package init?(_ text: some StringProtocol) {
        let digits = text.hasPrefix("+") ? text.dropFirst() : text[...]
        guard (3...15).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        guard text.hasPrefix("+") else {
            description = String(text)
            return
        }
        guard !digits.hasPrefix("0") else { return nil }
        guard digits.hasPrefix("86") else {
            description = String(text)
            return
        }
        let national = digits.dropFirst(2)
        guard national.utf8.count >= 3, !national.hasPrefix("0") else { return nil }
        description = Self.national(national)
    }

    /// All numbers from one to another, both included.
    ///
    /// - Returns: `nil` where they are not of the same length and kind, not in ascending order, or more than `limit`.
    package static func range(from first: PhoneNumber, to last: PhoneNumber, limit: Int) -> [PhoneNumber]? {
        let isInternational = first.description.hasPrefix("+")
        let digits = [first, last].map { $0.description.drop { $0 == "+" } }
        guard first.description.utf8.count == last.description.utf8.count,
            isInternational == last.description.hasPrefix("+"), let lower = Int64(digits[0]),
            let upper = Int64(digits[1]), lower <= upper, upper - lower < limit
        else { return nil }
        return (lower...upper).map { number in
            let text = String(number)
            let zeros = String(repeating: "0", count: digits[0].utf8.count - text.utf8.count)
            return PhoneNumber(stored: "\(isInternational ? "+" : "")\(zeros)\(text)")
        }
    }

    package var sqlValue: SQLValue { .text(description) }

    /// A number as the database keeps it.
    init(stored text: String) {
        description = text
    }

    /// What network it is of by the look of it: mobile numbers of the mainland are 11 digits from 1 on.
    package var type: NumberType {
        description.utf8.count == 11 && description.utf8.first == UInt8(ascii: "1") ? .mobile : .landline
    }

    /// The national form of what follows `+86`: mobile and service numbers as they are, landlines with the 0 of their
    /// area code.
    private static func national(_ digits: some StringProtocol) -> String {
        let isMobile = digits.count == 11 && digits.hasPrefix("1")
        let isService =
            digits.count <= 8 || digits.count == 10 && (digits.hasPrefix("400") || digits.hasPrefix("800"))
        return isMobile || isService ? String(digits) : "0\(digits)"
    }
}
