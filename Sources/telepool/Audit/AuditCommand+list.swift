import ArgumentParser
import TelepoolClient
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension AuditCommand {
    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List events, newest first.",
            discussion: """
                One line for each: its sequence number, its time, the user, the address, the operation, the outcome, how \
                often, the things that were changed, and the request id. A dash stands where there is nothing.
                """)

        @Option(help: "How many events at most.")
        var limit = 50

        @OptionGroup var filter: AuditFilterOptions
        @OptionGroup var account: AuditedAccountOptions
        @OptionGroup var server: ServerOptions

        func validate() throws {
            guard limit > 0 else { throw ValidationError("--limit has to be 1 or more.") }
        }

        func run(in session: Session) async throws {
            let client = session.client
            var (rest, query) = (limit, filter.query + account.query)
            while rest > 0 {
                let page = try await client.auditEvents(
                    query + [("limit", "\(min(rest, 1000))")], ofInstallation: account.installation)
                for event in page.events { session.console.write(Self.line(event) + "\n") }
                rest -= page.events.count
                guard let next = page.next else { return }
                query.removeAll { $0.name == "after" }
                query.append(("after", next))
            }
        }

        private static func line(_ event: JSONObject) -> String {
            var objects: [String] = []
            if case .array(let changes)? = event["changes"] {
                for case .object(let change) in changes {
                    objects.append("\(change.text("kind") ?? ""):\(change.text("id") ?? "")")
                }
            }
            let names = ["sequence", "at", "user", "remote_address", "operation", "outcome", "occurrences"]
            let fields: [String] =
                names.map { event.text($0) ?? "" } + [objects.joined(separator: ","), event.text("request_id") ?? ""]
            return fields.map { $0.isEmpty ? "-" : $0 }.joined(separator: "  ")
        }
    }
}

extension OperatorClient {
    /// A page of an audit log, and where the next one begins.
    func auditEvents(
        _ query: [(name: String, value: String)], ofInstallation isInstallation: Bool
    ) async throws -> (events: [JSONObject], next: String?) {
        let answer =
            try await isInstallation
            ? call(ListInstallationAuditEvents.self, query: query, body: [])
            : call(ListAuditEvents.self, query: query, body: [])
        guard case .object(let page) = answer, case .array(let events)? = page["events"] else {
            throw Failure.unreadableAnswer(status: 200)
        }
        return (events.compactMap { if case .object(let event) = $0 { event } else { nil } }, page.text("next"))
    }
}
