import ArgumentParser
import TelepoolOperator
import TelepoolTerminal

extension SMSCommand {
    /// How messages are listed.
    static let layout = ListRendering.Layout(["id", "sent", "claimed_until", "iccid", "msisdn", "content"])
}
