package import TelepoolSQL

/// An identifier that stands for one kind of thing only.
package protocol TypedIdentifier: Sendable, Hashable, SQLValueConvertible, CustomStringConvertible {
    associatedtype RawValue: Sendable & Hashable & SQLValueConvertible & CustomStringConvertible
    var rawValue: RawValue { get }
    init(_ rawValue: RawValue)
}

extension TypedIdentifier {
    package var sqlValue: SQLValue { rawValue.sqlValue }
    package var description: String { rawValue.description }
}

package struct AccountID: TypedIdentifier {
    package let rawValue: Int64
    package init(_ rawValue: Int64) { self.rawValue = rawValue }

    /// Stands for the installation where there is no account.
    package static let installation = AccountID(SQLWriteOrder.installation.rawValue)

    /// All that is written on behalf of an account is written in one order.
    package var writeOrder: SQLWriteOrder { SQLWriteOrder(rawValue) }
}

/// 32 hexadecimal digits.
package struct UserID: TypedIdentifier {
    package let rawValue: String
    package init(_ rawValue: String) { self.rawValue = rawValue }
}

/// A pool's number as clients see it: `NP`, ten digits of Unix seconds, eight more digits. Opaque to them.
package struct NumberPoolNo: TypedIdentifier {
    package let rawValue: String
    package init(_ rawValue: String) { self.rawValue = rawValue }
}

/// At most 36 characters, given by the operator.
package struct PricePlanID: TypedIdentifier {
    package let rawValue: String
    package init(_ rawValue: String) { self.rawValue = rawValue }
}

/// A batch of SIM cards (批次), numbered by the operator.
package struct OrderID: TypedIdentifier {
    package let rawValue: Int64
    package init(_ rawValue: Int64) { self.rawValue = rawValue }
}

package struct SIMCardID: TypedIdentifier {
    package let rawValue: Int64
    package init(_ rawValue: Int64) { self.rawValue = rawValue }
}

package struct SIMPoolID: TypedIdentifier {
    package let rawValue: Int64
    package init(_ rawValue: Int64) { self.rawValue = rawValue }
}

package struct WorkOrderID: TypedIdentifier {
    package let rawValue: Int64
    package init(_ rawValue: Int64) { self.rawValue = rawValue }
}

/// A tag of SIM cards.
package struct SIMTagID: TypedIdentifier {
    package let rawValue: Int64
    package init(_ rawValue: Int64) { self.rawValue = rawValue }
}

/// A custom attribute of SIM cards.
package struct SIMAttributeID: TypedIdentifier {
    package let rawValue: Int64
    package init(_ rawValue: Int64) { self.rawValue = rawValue }
}

package struct NetworkSwitchPolicyID: TypedIdentifier {
    package let rawValue: Int64
    package init(_ rawValue: Int64) { self.rawValue = rawValue }
}

/// A short message: 1, 2, 3 … in the order in which the account has sent them, without gaps.
package struct SMSMessageID: TypedIdentifier {
    package let rawValue: Int64
    package init(_ rawValue: Int64) { self.rawValue = rawValue }
}

/// A binding as clients see it: `S` and 18 digits. Opaque to them.
package struct SubscriptionID: TypedIdentifier {
    package let rawValue: String
    package init(_ rawValue: String) { self.rawValue = rawValue }
}

/// A reservation of numbers.
package struct NumberReservationID: TypedIdentifier {
    package let rawValue: Int64
    package init(_ rawValue: Int64) { self.rawValue = rawValue }
}

/// An application for numbers as clients see it: `NA` and ten digits. Opaque to them.
package struct NumberApplicationID: TypedIdentifier {
    package let rawValue: String
    package init(_ rawValue: String) { self.rawValue = rawValue }
}
