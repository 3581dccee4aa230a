import TelepoolJSON
import TelepoolTerminal
import Testing

struct `Rendering` {
    private static let pools = [
        JSONObject(members: [
            .init(name: "id", value: 1), .init(name: "name", value: "营销"), .init(name: "purpose", value: ""),
        ]),
        JSONObject(members: [
            .init(name: "id", value: 20), .init(name: "name", value: "a,b"), .init(name: "purpose", value: "x"),
        ]),
    ]

    private func text(
        _ format: OutputFormat, _ pages: [[JSONObject]] = [pools], language: Language = .english,
        isColoured: Bool = false
    ) -> String {
        var rendering = ListRendering(
            ListRendering.Layout(["id", "name", "purpose"]), as: format, in: language, isColoured: isColoured)
        return pages.map { rendering.page($0) }.joined() + rendering.end()
    }

    @Test func `aligns columns by what a terminal shows`() {
        #expect(
            text(.table) == """
                ID  NAME  PURPOSE
                1   营销  -
                20  a,b   x

                """)
    }

    @Test func `has Chinese headings`() {
        #expect(text(.table, language: .chinese).hasPrefix("编号  名称  用途\n1     营销  -\n"))
    }

    @Test func `is coloured only if it may be`() {
        #expect(text(.table, isColoured: true).hasPrefix("\u{1B}[1mID  NAME  PURPOSE\u{1B}[0m\n1   "))
        #expect(!text(.csv, isColoured: true).contains("\u{1B}"))
    }

    @Test func `lists every member as JSON`() throws {
        let json = text(.json)
        #expect(try JSONValue(parsing: Array(json.utf8)) == .array(Self.pools.map(JSONValue.object)))
        #expect(json.hasPrefix("[\n  {\n    \"id\": 1,\n") && json.hasSuffix("\n  }\n]\n"))
    }

    @Test func `lists every member as YAML`() {
        #expect(
            text(.yaml) == """
                - id: 1
                  name: 营销
                  purpose: ""
                - id: 20
                  name: "a,b"
                  purpose: x

                """)
    }

    @Test func `writes CSV and identifiers`() {
        #expect(text(.csv) == "id,name,purpose\n1,营销,\n20,\"a,b\",x\n")
        #expect(text(.quiet) == "1\n20\n")
    }

    @Test(arguments: OutputFormat.allCases)
    func `is the same for one page and for two`(format: OutputFormat) {
        let pages = Self.pools.map { [$0] }
        if format != .table { #expect(text(format, pages) == text(format)) }
        #expect(text(format, [Self.pools, []]) == text(format))
    }

    @Test func `shows an empty list as one`() {
        #expect(text(.table, []) == "ID  NAME  PURPOSE\n")
        #expect(text(.json, []) == "[]\n" && text(.json, [[]]) == "[]\n")
        #expect(text(.yaml, []) == "[]\n")
        #expect(text(.csv, []) == "id,name,purpose\n")
        #expect(text(.quiet, []) == "")
    }

    @Test(arguments: [
        (OutputFormat.table, "id: 7\nname: 池 1\norders: 1 2\non: true\n"),
        (.yaml, "id: 7\nname: \"池 1\"\norders:\n  - 1\n  - 2\non: true\n".replacing("\non:", with: "\n\"on\":")),
        (.csv, "id,name,orders,on\n7,池 1,1 2,true\n"), (.quiet, "7\n"),
    ])
    func `shows one thing`(format: OutputFormat, expected: String) {
        let record = JSONObject(members: [
            .init(name: "id", value: 7), .init(name: "name", value: "池 1"),
            .init(name: "orders", value: .array([1, 2])), .init(name: "on", value: true),
        ])
        #expect(RecordRendering.text(record, as: format, in: .english) == expected)
    }

    @Test(arguments: [
        ("yes", "\"yes\""), ("Null", "\"Null\""), ("1", "\"1\""), ("1e3", "\"1e3\""), ("", "\"\""), ("a b", "\"a b\""),
        ("- a", "\"- a\""), ("NP1.x-y_z", "NP1.x-y_z"), ("营销", "营销"), ("#", "\"#\""), ("a\n", "\"a\\n\""),
        ("\u{85}", "\"\\u0085\""),
    ])
    func `quotes what YAML would take for something else`(text: String, expected: String) {
        #expect(YAML.document(.string(text)) == expected + "\n")
    }

    @Test func `nests YAML`() {
        let value = JSONValue.object(
            JSONObject(members: [
                .init(
                    name: "a",
                    value: .array([
                        .object(
                            JSONObject(members: [.init(name: "b", value: .array([1])), .init(name: "c", value: .null)])),
                        .array([2]), .object(JSONObject()),
                    ])), .init(name: "d", value: .object(JSONObject(members: [.init(name: "e", value: .array([]))]))),
            ]))
        #expect(
            YAML.document(value) == """
                a:
                  - b:
                      - 1
                    c: null
                  -
                    - 2
                  - {}
                d:
                  e: []

                """)
    }
}
