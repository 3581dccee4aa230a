import TelepoolJSON
import Testing

struct `Reading JSON` {
    private func read(_ text: String, depth: Int = 32) throws(JSONError) -> JSONValue {
        try JSONValue(parsing: Array(text.utf8), depth: depth)
    }

    private func read(bytes: [UInt8]) throws(JSONError) -> JSONValue {
        try JSONValue(parsing: bytes)
    }

    private func reason(_ text: String, depth: Int = 32) -> JSONError.Reason? {
        do {
            _ = try read(text, depth: depth)
            return nil
        } catch {
            return error.reason
        }
    }

    @Test(
        arguments: [
            ("null", .null), (" true ", .boolean(true)), ("false", .boolean(false)), ("0", .number("0")),
            ("-0", .number("-0")), ("101.0", .number("101.0")), ("1e2", .number("1e2")), ("1.5E-3", .number("1.5E-3")),
            ("18446744073709551616", .number("18446744073709551616")), ("\"\"", .string("")),
            ("\"池\"", .string("池")), (#""\u6c60""#, .string("池")), (#""\ud83d\ude00""#, .string("😀")),
            (#""a\"\\\/\b\f\n\r\t""#, .string("a\"\\/\u{8}\u{c}\n\r\t")), (#""\u0000""#, .string("\0")),
            ("[]", .array([])), ("[1, 2]", .array([.number("1"), .number("2")])), ("{}", .object(JSONObject())),
            ("\t{\r\n\"a\" : [ ] }", .object(JSONObject(members: [.init(name: "a", value: .array([]))]))),
        ] as [(String, JSONValue)])
    func `reads every kind of value`(text: String, value: JSONValue) throws {
        #expect(try read(text) == value)
    }

    @Test(
        arguments: [
            ("", .unexpectedEnd), ("  ", .unexpectedEnd), ("{", .unexpectedEnd), ("[1", .unexpectedEnd),
            ("\"a", .unexpectedEnd), ("tru", .unexpectedEnd), ("-", .unexpectedEnd), (#""\u12"#, .unexpectedEnd),
            ("nul!", .unexpectedByte), ("{a:1}", .unexpectedByte), ("{\"a\" 1}", .unexpectedByte),
            ("[1,]", .unexpectedByte), ("{\"a\":1,}", .unexpectedByte), ("'a'", .unexpectedByte),
            ("+1", .unexpectedByte),
            (".5", .unexpectedByte), ("NaN", .unexpectedByte), ("\u{FEFF}{}", .unexpectedByte),
            ("[1}", .unexpectedByte),
            ("1.x", .invalidNumber), ("1ex", .invalidNumber), ("-x", .invalidNumber),
            ("01", .trailingBytes), ("{} {}", .trailingBytes), ("1 2", .trailingBytes), ("{}\0", .trailingBytes),
            ("\"\n\"", .controlCharacterInString), ("\"\0\"", .controlCharacterInString),
            (#""\x""#, .invalidEscape), (#""\ud800""#, .invalidEscape), (#""\ude00""#, .invalidEscape),
            (#""\ud800\u0041""#, .invalidEscape), (#""\u00zz""#, .invalidEscape),
            (#"{"a":1,"a":1}"#, .duplicateName("a")), (#"{"a":1,"\u0061":1}"#, .duplicateName("a")),
        ] as [(String, JSONError.Reason)])
    func `refuses what is not JSON`(text: String, reason: JSONError.Reason) {
        #expect(self.reason(text) == reason)
    }

    @Test func `refuses text that is not UTF-8`() {
        for bytes: [UInt8] in [[0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80]] {
            let text = [0x22] + bytes + [0x22]
            #expect(throws: JSONError(reason: .invalidUTF8, offset: 0)) { try read(bytes: text) }
        }
    }

    @Test func `bounds the depth`() throws {
        let nested = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(throws: Never.self) { try read(nested(32)) }
        #expect(reason(nested(33)) == .tooDeep(limit: 32))
        #expect(reason(String(repeating: "[", count: 1_000_000)) == .tooDeep(limit: 32))
        #expect(reason(#"{"a":{"b":1}}"#, depth: 1) == .tooDeep(limit: 1))
    }

    @Test func `finds a repeated name among many`() throws {
        let members = (0..<5000).map { "\"k\($0)\":0" }
        #expect(throws: Never.self) { try read("{\(members.joined(separator: ","))}") }
        #expect(reason("{\((members + ["\"k7\":1"]).joined(separator: ","))}") == .duplicateName("k7"))
    }

    @Test func `says where and what`() {
        #expect(throws: JSONError(reason: .unexpectedByte, offset: 6)) { try read(#"{"a": x}"#) }
        #expect(JSONError(reason: .duplicateName("Name"), offset: 3).description == "duplicate name Name at byte 3")
    }
}
