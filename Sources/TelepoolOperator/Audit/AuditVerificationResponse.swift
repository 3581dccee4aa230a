import TelepoolDomain
package import TelepoolJSON

/// What came of going through the chain of an audit log.
package struct AuditVerificationResponse: OperatorResponse {
    static let details = """
        That events are missing at the end cannot be seen from the chain: keep the head elsewhere to find that out. It \
        reads the whole log, which may take minutes.
        """

    package static let schema = JSONSchema.object(
        [
            "is_intact": .boolean,
            "events": .count.about("How many events there are, up to the first that is wrong."),
            "head": .count.about("The sequence number of the last of them."),
            "head_hash": .string(64...64),
        ],
        optional: ["first_bad": .integer(1...).about("The first event that is not what was written, or is missing.")])

    var verification: AuditVerification

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("is_intact", verification.broken == nil)
            $0.member("events", verification.events)
            $0.member("head", verification.head)
            $0.member("head_hash", verification.headHash.hexadecimal)
            if let broken = verification.broken { $0.member("first_bad", broken) }
        }
    }
}
