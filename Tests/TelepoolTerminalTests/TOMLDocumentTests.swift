import TelepoolTerminal
import Testing

struct `TOML documents` {
    private static let text = """
        # the user's own words
        use = 'office'

        [profiles.office] # at work
        endpoint = "http://127.0.0.1:8080"   # a comment
          name = "\\"a\\" \\\\ \\u00e9\\t"

        [profiles.home]
        endpoint = 'C:\\path'

        """

    @Test func `are read`() throws {
        let document = try TOMLDocument(Self.text)
        #expect(document.tables == ["profiles.office", "profiles.home"])
        #expect(document["", "use"] == "office")
        #expect(document["profiles.office", "endpoint"] == "http://127.0.0.1:8080")
        #expect(document["profiles.office", "name"] == "\"a\" \\ é\t")
        #expect(document["profiles.home", "endpoint"] == #"C:\path"#)
        #expect(document["profiles.home", "name"] == nil)
        #expect(document.text == Self.text)
    }

    @Test func `keep everything but what is changed`() throws {
        var document = try TOMLDocument(Self.text)
        document.set("endpoint", to: "x\"\n\u{1}", in: "profiles.office")
        document.set("region", to: "r", in: "profiles.office")
        document.set("name", to: "n", in: "profiles.new")
        document.set("other", to: "o", in: "")
        let expected = Self.text
            .replacing("endpoint = \"http://127.0.0.1:8080\"   # a comment", with: #"endpoint = "x\"\n\u0001""#)
            .replacing("\\t\"\n", with: "\\t\"\nregion = \"r\"\n")
            .replacing("use = 'office'\n", with: "use = 'office'\nother = \"o\"\n")
        #expect(document.text == expected + "\n[profiles.new]\nname = \"n\"\n")
        #expect(try TOMLDocument(document.text)["profiles.office", "endpoint"] == "x\"\n\u{1}")
    }

    @Test func `are made of nothing`() {
        var document = TOMLDocument()
        document.set("a", to: "营销", in: "t")
        document.set("use", to: "t", in: "")
        #expect(document.text == "use = \"t\"\n[t]\na = \"营销\"\n")
    }

    @Test(arguments: [
        ("a", 1), ("a = 1", 1), ("a = \"x", 1), ("a = \"x\" y", 1), ("\n[t", 2), ("[t] x", 1), ("[]", 1),
        ("= \"x\"", 1),
        ("a = \"\\x\"", 1), ("a = \"\\u12\"", 1), ("a = \"\\uD800\"", 1), ("a = 'x'\na = 'y'", 2), ("[t]\n[t]", 2),
        ("a.b = 'x'", 1), ("\"a\" = 'x'", 1), ("a = \"\"\"x\"\"\"", 1), ("a = 'x\u{1}'", 1),
    ])
    func `of other forms are refused with their line`(text: String, line: Int) {
        let error = #expect(throws: TOMLDocument.Malformed.self) { try TOMLDocument(text) }
        #expect(error?.line == line)
    }
}
