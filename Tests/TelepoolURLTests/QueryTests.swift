import TelepoolURL
import Testing

struct `Queries` {
    private func items(_ text: String) -> [String]? {
        Query(parsing: text[...]).map { $0.items.map { "\($0.name)|\($0.value)" } }
    }

    @Test(
        arguments: [
            ("", []), ("&&", []), ("a=1", ["a|1"]), ("a", ["a|"]), ("a=", ["a|"]), ("=1", ["|1"]), ("a=b=c", ["a|b=c"]),
            ("b=2&a=1&b=3", ["b|2", "a|1", "b|3"]), ("n=%E6%B1%A0+%2B1", ["n|池 +1"]), ("a%3D=%26", ["a=|&"]),
            ("x=%zz&y=%4", ["x|%zz", "y|%4"]), ("池=1", ["池|1"]),
        ] as [(String, [String])])
    func `decode as form data in the order received`(text: String, expected: [String]) {
        #expect(items(text) == expected)
    }

    @Test(arguments: ["a=%FF", "%C3%28=1", "a=%ED%A0%80"])
    func `are refused where they are not UTF-8`(text: String) {
        #expect(items(text) == nil)
    }

    @Test func `give the first value, or all`() throws {
        let query = try #require(Query(parsing: "status=1&limit=10&status=0"[...]))
        #expect(query["status"] == "1")
        #expect(query.values(of: "status") == ["1", "0"])
        #expect(query["Limit"] == nil)
    }

    @Test(arguments: [("/", "/", ""), ("/?a=1?b", "/", "a=1?b"), ("/v1/x?", "/v1/x", ""), ("", "", "")])
    func `are split off the target`(target: String, path: String, query: String) {
        let parts = Query.split(target: target)
        #expect(parts.path == path)
        #expect(parts.query == query)
    }

    @Test func `are encoded with upper-case digits and a bare tilde`() {
        #expect(PercentCoding.encode("AZaz09-_.~ /*'()!池") == "AZaz09-_.~%20%2F%2A%27%28%29%21%E6%B1%A0")
    }
}
