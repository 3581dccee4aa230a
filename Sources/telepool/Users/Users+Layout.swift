import TelepoolClient
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension Session {
    /// The id of a user who is given by name or id.
    func user(_ text: String) async throws -> String {
        guard text.wholeMatch(of: /[0-9a-f]{32}/) == nil else { return text }
        var after: String?
        repeat {
            let page = try await call(ListUsers.self, query: after.map { [("after", $0)] } ?? [])
            if let found = try page.elements("users").first(where: { $0.text("name") == text }) {
                return found.text("id") ?? text
            }
            after = page.text("next")
        } while after != nil
        // The server tells best what there is not.
        return text
    }
}
