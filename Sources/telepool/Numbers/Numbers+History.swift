import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension NumbersCommand {
    struct History: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the bindings that a number has had, newest first.")

        @Argument(help: "The number.")
        var number: String

        @OptionGroup var options: ListOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let layout = ListRendering.Layout(
                ["from", "to", "kind", "phone_a", "phone_b", "number_pool_no", "sub_id"], key: "sub_id")
            try await session.list(layout, limit: options.limit) { show in
                var shown = 0
                var more = true
                while more {
                    let page = try await session.call(
                        ListNumberBindings.self, path: ["number": number],
                        query: [("offset", "\(shown)"), ("limit", "\(ListNumberBindings.greatestLimit)")])
                    let bindings = try page.elements("bindings")
                    shown += bindings.count
                    more = show(bindings) && !bindings.isEmpty
                }
            }
        }
    }
}
