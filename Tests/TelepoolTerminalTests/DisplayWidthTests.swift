import TelepoolTerminal
import Testing

struct `Display width` {
    @Test(arguments: [
        ("", 0), ("pool", 4), ("营销", 4), ("营销 pool", 9), ("（测试）", 8), ("ｆｕｌｌ", 8), ("한국", 4), ("カナ", 4), ("ｶﾅ", 2),
        ("e\u{301}", 1), ("👍", 2), ("👨‍👩‍👧", 2), ("❤\u{FE0F}", 2), ("𠮷", 2), ("—…", 2), ("Ω", 1), ("\u{200B}", 0),
    ])
    func `is that of a terminal`(text: String, width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }

    @Test func `is filled with blanks`() {
        #expect(DisplayWidth.padded("营销", to: 6) == "营销  ")
        #expect(DisplayWidth.padded("营销", to: 3) == "营销")
    }

    @Test(arguments: [
        ("a b", "a b"), ("a\nb\tc\r", #"a\nb\tc\r"#), (#"\"#, #"\\"#), ("\u{1B}[31m", #"\u{1B}[31m"#),
        ("\u{202E}x", #"\u{202E}x"#),
    ])
    func `of texts on one line has nothing that a terminal obeys`(text: String, line: String) {
        #expect(PlainText.singleLine(text) == line)
    }
}
