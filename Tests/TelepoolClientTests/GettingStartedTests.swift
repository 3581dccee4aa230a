import Foundation
import Testing

struct `The article on getting started` {
    @Test func `shows nothing but what compiles`() throws {
        let tests = URL(filePath: #filePath).deletingLastPathComponent()
        let source = try String(contentsOf: tests.appending(path: "GettingStarted.swift"), encoding: .utf8)
        let catalogue = tests.appending(path: "../../Sources/TelepoolClient/TelepoolClient.docc")
        let article = try String(contentsOf: catalogue.appending(path: "GettingStarted.md"), encoding: .utf8)
        let snippets = source.matches(of: /\/\/ snippet: \w+\n((?s).*?)\n\/\/ end\n/).map { String($0.output.1) }
        let shown = article.matches(of: /```swift\n((?s).*?)\n```\n/).map { String($0.output.1) }
        #expect(!shown.isEmpty)
        #expect(Set(shown) == Set(snippets))
        #expect(shown.count == snippets.count)
    }
}
