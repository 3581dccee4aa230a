import TelepoolHuawei
import Testing

struct `The body of POST auth tokens` {
    private static func body(
        methods: String = #"["password"]"#, user: String = #"{"name":"admin","password":"p","domain":{"name":"ours"}}"#,
        scope: String? = #"{"project":{"name":"cn-north-4"}}"#
    ) -> [UInt8] {
        let scope = scope.map { #","scope":\#($0)"# } ?? ""
        return Array(#"{"auth":{"identity":{"methods":\#(methods),"password":{"user":\#(user)}}\#(scope)}}"#.utf8)
    }

    @Test func `names user, account and scope by name or id`() throws {
        let byName = try PasswordAuthentication(body: Self.body())
        #expect(byName.user == .name("admin"))
        #expect(byName.domain == .name("ours"))
        #expect(byName.password == "p")
        #expect(byName.scope == .project(.name("cn-north-4")))
        let byID = try PasswordAuthentication(
            body: Self.body(user: #"{"id":"u1","password":"p"}"#, scope: #"{"domain":{"id":"d1"}}"#))
        #expect(byID.user == .id("u1"))
        #expect(byID.domain == nil)
        #expect(byID.scope == .domain(.id("d1")))
    }

    @Test(arguments: [
        Array("".utf8), Array("[]".utf8), Array("{}".utf8), Array(#"{"auth":7}"#.utf8), Array("\u{FEFF}{".utf8),
        [0x7B, 0xFF, 0x7D], body(methods: "[]"), body(methods: #"["token"]"#), body(methods: #"["password","totp"]"#),
        body(user: #"{"name":"admin","domain":{"name":"ours"}}"#), body(user: #"{"name":"admin","password":"p"}"#),
        body(user: #"{"name":"","password":"p","domain":{"name":"ours"}}"#),
        body(user: #"{"name":"a\u0000","password":"p","domain":{"name":"ours"}}"#),
        body(user: #"{"name":"admin","password":7,"domain":{"name":"ours"}}"#), body(scope: nil), body(scope: "{}"),
        body(scope: #"{"project":{"name":"a"},"domain":{"name":"b"}}"#), body(scope: #"{"project":{}}"#),
    ])
    func `is refused if anything is missing`(body: [UInt8]) {
        #expect(throws: IAMError.invalidBody) { try PasswordAuthentication(body: body) }
    }
}
