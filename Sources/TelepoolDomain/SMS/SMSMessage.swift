package import TelepoolTime

/// What has become of a short message.
package enum SMSStatus: Int64, Sendable, CaseIterable {
    /// 发送中: accepted, and nothing known yet.
    case sending = 1
    /// 已送达
    case delivered = 2
    /// 失败
    case failed = 3
}

/// A short message to one SIM card (`reference/huawei-gsl.md`, 4.17).
package struct SMSMessage: Sendable, Equatable {
    package var id: SMSMessageID
    package var iccid: String
    /// The card's number when the message was accepted.
    package var msisdn: String
    package var content: String
    package var status: SMSStatus
    /// When it was accepted.
    package var sentAt: Timestamp
    /// When it was reported as delivered.
    package var receivedAt: Timestamp?
}

/// Whom a short message goes to.
package enum SMSRecipients: Sendable, Equatable {
    /// Cards by their ICCIDs; each gets the message once.
    case cards([String])
    /// All cards of an order that can get messages.
    case order(OrderID)
}

/// Which messages a list shows.
package struct SMSFilter: Sendable, Equatable {
    package var iccid: String?
    /// Accepted then or later.
    package var from: Timestamp?
    /// Accepted then or before.
    package var to: Timestamp?

    package init(iccid: String? = nil, from: Timestamp? = nil, to: Timestamp? = nil) {
        self.iccid = iccid
        self.from = from
        self.to = to
    }
}

/// A rule of short messages that a call would have broken.
package enum SMSError: Sendable, Equatable {
    /// The account has no such cards, or the order has none that can get messages.
    case unknownRecipients
    /// A card cannot get messages: its carrier has none, it has no number, or it is disassembled.
    case unreachable
    /// The account has no such message.
    case unknownMessage(SMSMessageID)
    /// Something else has been reported of the message.
    case reportedOtherwise(SMSMessageID, SMSStatus)
}
