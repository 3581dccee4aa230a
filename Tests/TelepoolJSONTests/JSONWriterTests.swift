import TelepoolJSON
import Testing

struct `Writing JSON` {
    private func text(_ body: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        body(&json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    @Test func `keeps the order of the members`() {
        let json = text {
            $0.object {
                $0.member("Total", 2)
                $0.array("Records", ["a", "b"]) { json, name in json.object { $0.member("Name", name) } }
                $0.object("Empty") { _ in }
                $0.key("List")
                $0.array {
                    $0.null()
                    $0.boolean(false)
                }
                $0.member("Success", true)
                $0.key("Raw")
                $0.raw(Array("[1]".utf8))
                $0.key("池\"")
                $0.integer(-1)
            }
        }
        #expect(
            json
                == #"{"Total":2,"Records":[{"Name":"a"},{"Name":"b"}],"Empty":{},"List":[null,false],"Success":true,"#
                + #""Raw":[1],"池\"":-1}"#)
    }

    @Test(arguments: [
        ("", #""""#), ("默认号码池😀", #""默认号码池😀""#), ("\"\\/", #""\"\\/""#),
        ("\u{8}\u{9}\u{a}\u{c}\u{d}", #""\b\t\n\f\r""#), ("a\0b\u{1f}c", #""a\u0000b\u001fc""#),
        ("\u{7f}", "\"\u{7f}\""),
    ])
    func `escapes what has to be escaped`(value: String, json: String) {
        #expect(text { $0.string(value) } == json)
    }

    @Test(arguments: [0, 1, -1, 10, 1_234_567_890, .max, .min] as [Int64])
    func `writes integers`(value: Int64) {
        #expect(text { $0.integer(value) } == String(value))
    }

    @Test(
        arguments: [
            (6000, "60"), (0, "0"), (10259, "102.59"), (-4259, "-42.59"), (150, "1.5"), (5, "0.05"), (-50, "-0.5"),
            (.min, "-92233720368547758.08"), (.max, "92233720368547758.07"),
        ] as [(Int64, String)])
    func `writes hundredths in their shortest form`(value: Int64, json: String) {
        #expect(text { $0.hundredths(value) } == json)
    }

    @Test(arguments: [#"{"a":[1.50,"x\n",{"b":null}],"c":true,"d":-0,"e":18446744073709551616}"#])
    func `writes a value as it was read`(json: String) throws {
        let value = try JSONValue(parsing: Array(json.utf8))
        #expect(text { $0.value(value) } == json)
    }
}

struct `Laying JSON out` {
    @Test(arguments: [
        ("{}", "{}"), ("[]", "[]"), ("1", "1"), (#""a,{\"b\\""#, #""a,{\"b\\""#),
        (
            #"{"a":[1,{"b":[]}],"c:":"d"}"#,
            "{\n  \"a\": [\n    1,\n    {\n      \"b\": []\n    }\n  ],\n  \"c:\": \"d\"\n}"
        ),
    ])
    func `gives each member and element a line`(json: String, text: String) {
        #expect(String(decoding: JSONIndentation.indent(Array(json.utf8)), as: UTF8.self) == text)
    }
}
