import ArgumentParser
import TelepoolClient
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension AuditCommand {
    struct Verify: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Go through the chain of hashes and tell whether every event is what was written.",
            discussion: """
                It tells how many events there are and the head of the chain, its last sequence number and hash. That \
                events are missing at the end shows only in comparison with a head that was kept elsewhere: give it as \
                --head. The exit code is 1 if something is wrong, and the first bad event is named.
                """)

        @Option(
            help: ArgumentHelp(
                "A head that was told before, which has to be part of the chain.", valueName: "sequence:hash"))
        var head: String?

        @OptionGroup var account: AuditedAccountOptions
        @OptionGroup var server: ServerOptions

        func validate() throws {
            guard head == nil || head.flatMap(Self.parse) != nil else {
                throw ValidationError("--head has to be a sequence number, a colon and 64 hexadecimal digits.")
            }
        }

        func run(in session: Session) async throws {
            let client = session.client
            let answer =
                try await account.installation
                ? client.call(VerifyInstallationAuditLog.self, query: account.query, body: [])
                : client.call(VerifyAuditLog.self, query: account.query, body: [])
            guard case .object(let result) = answer, let sequence = result.text("head"),
                let hash = result.text("head_hash"), let events = result.text("events")
            else { throw OperatorClient.Failure.unreadableAnswer(status: 200) }
            if let bad = result.text("first_bad") {
                print("Event \(bad) is not what was written, or is missing; \(events) events before it are intact.")
                throw ExitCode.failure
            }
            if let known = head.flatMap(Self.parse) { try await check(known, client) }
            print("\(events) events are intact. Head: \(sequence):\(hash)")
        }

        /// Whether the chain still holds an event that was its head once.
        private func check(_ known: (sequence: Int64, hash: String), _ client: OperatorClient) async throws {
            let query =
                account.query + [
                    ("newest_first", "false"), ("limit", "1"),
                ] + (known.sequence > 1 ? [("after", "\(known.sequence - 1)")] : [])
            let event = try await client.auditEvents(query, ofInstallation: account.installation).events.first
            guard event?.text("sequence") == String(known.sequence), event?.text("hash") == known.hash else {
                print("Event \(known.sequence) is missing, or is not the one that was the head.")
                throw ExitCode.failure
            }
        }

        private static func parse(_ text: String) -> (sequence: Int64, hash: String)? {
            guard let match = text.wholeMatch(of: /(\d{1,18}):([0-9a-f]{64})/), let sequence = Int64(match.1),
                sequence > 0
            else { return nil }
            return (sequence, String(match.2))
        }
    }
}
