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
        guard digits.hasPrefix("86") else {
            guard !digits.hasPrefix("0") else { return nil }
            description = String(text)
            return
        }
        description = Self.national(digits.dropFirst(2))
    }

    package var sqlValue: SQLValue { .text(description) }

    /// The national form of what follows `+86`: mobile and service numbers as they are, landlines with the 0 of their
    /// area code.
    private static func national(_ digits: some StringProtocol) -> String {
        let isMobile = digits.count == 11 && digits.hasPrefix("1")
        let isService =
            digits.count <= 8 || digits.count == 10 && (digits.hasPrefix("400") || digits.hasPrefix("800"))
        return isMobile || isService ? String(digits) : "0\(digits)"
    }
}
