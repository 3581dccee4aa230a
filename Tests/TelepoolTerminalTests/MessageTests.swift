import TelepoolTerminal
import Testing

struct `Messages` {
    @Test(arguments: Message.allCases)
    func `are in both languages, with the same values`(message: Message) {
        let (english, chinese) = message.texts
        #expect(!english.isEmpty && !chinese.isEmpty)
        #expect(english.allSatisfy(\.isASCII) || english.contains("…"))
        let placeholders = { (text: String) in text.matches(of: /\{\d\}/).map { String($0.output) }.sorted() }
        #expect(placeholders(english) == placeholders(chinese))
        if ![.confirmation, .yes].contains(message) {
            #expect(chinese.unicodeScalars.contains { ("\u{4E00}"..."\u{9FFF}").contains($0) })
        }
    }

    @Test func `have headings in both languages`() {
        for (name, heading) in Heading.table {
            #expect(!heading.english.isEmpty && !heading.chinese.isEmpty, "\(name)")
            #expect(heading.english.allSatisfy { $0.isASCII && !$0.isLowercase }, "\(name)")
        }
        #expect(Heading.text(of: "unknown_member", in: .chinese) == "unknown_member")
    }

    @Test func `take values as they are`() {
        #expect(Language.english.text(.rejectedRow, 3, "{1}", "{x} {2}") == "line 3: {1}: {x} {2}")
        #expect(Language.chinese.text(.numberPoolDeleted, "NP1") == "号码池 NP1 已删除。")
    }

    @Test(arguments: [
        ([:], Language.english), (["LANG": "zh_CN.UTF-8"], .chinese), (["LANG": "C.UTF-8"], .english),
        (["LANG": "zh_CN.UTF-8", "LC_ALL": "C"], .english), (["LANG": "en_US", "LC_MESSAGES": "zh_TW"], .chinese),
        (["LC_ALL": "", "LANG": "zh"], .chinese),
    ])
    func `are in the language of the environment`(environment: [String: String], language: Language) {
        #expect(Language(environment: environment) == language)
    }

    @Test(arguments: [
        (400, TelepoolTerminal.ExitStatus.usage), (401, .denied), (403, .denied), (404, .notFound), (409, .conflict),
        (429, .unavailable),
        (503, .unavailable), (500, .failure),
    ])
    func `of failures come with a status`(status: Int, expected: TelepoolTerminal.ExitStatus) {
        #expect(TelepoolTerminal.ExitStatus(status: status) == expected)
        #expect((expected.advice == nil) == (expected == .failure))
    }
}
