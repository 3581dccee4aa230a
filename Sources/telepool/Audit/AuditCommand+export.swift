import ArgumentParser
import TelepoolClient
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension AuditCommand {
    struct Export: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write events as JSON, one a line, oldest first.",
            discussion: "Give --after with the last sequence number of an export to continue it.")

        @Option(help: ArgumentHelp("Only events behind this sequence number.", valueName: "sequence"))
        var after: Int64?

        @OptionGroup var filter: AuditFilterOptions
        @OptionGroup var account: AuditedAccountOptions
        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let client = session.client
            let query = filter.query + account.query + [("newest_first", "false"), ("limit", "1000")]
            var after = after.map(String.init)
            repeat {
                let page = try await client.auditEvents(
                    query + (after.map { [("after", $0)] } ?? []), ofInstallation: account.installation)
                for event in page.events {
                    var json = JSONWriter()
                    json.value(.object(event))
                    session.console.write(String(decoding: json.bytes, as: UTF8.self) + "\n")
                }
                after = page.next
            } while after != nil
        }
    }
}
