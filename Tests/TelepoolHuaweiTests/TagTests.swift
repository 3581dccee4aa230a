import HTTPTypes
import TelepoolDomain
import TelepoolSQL
import TelepoolServer
import TelepoolTestSupport
import Testing

/// `ListTags`, `CreateTag` and `DeleteTag`.
struct `Tags` {
    private let server: ServerFixture

    init() async throws {
        server = try await ServerFixture()
    }

    private func create(_ name: String, as key: IssuedAccessKey? = nil) async -> HTTPReply {
        await server.request(.post, "/v1/tags", #"{"tag_name":"\#(name)"}"#, as: key)
    }

    private func id(_ reply: HTTPReply) throws -> Int64 {
        try #require(reply.text.firstMatch(of: /"id":(\d+)/).flatMap { Int64($0.1) }, "\(reply.text)")
    }

    private func list(_ query: String = "", as key: IssuedAccessKey? = nil) async -> String {
        await server.request(.get, "/v1/tags?\(query)", as: key).text
    }

    @Test func `are created, listed and deleted`() async throws {
        let made = await create("车队A")
        let first = try id(made)
        #expect((made.status, made.text) == (200, #"{"id":\#(first),"tag_name":"车队A","status":0}"#))
        let second = try id(await create("fleet_B.2,-"))
        #expect(
            await list() == #"{"limit":10,"offset":1,"count":2,"tags":[{"id":\#(first),"tag_name":"车队A","status":0},"#
                + #"{"id":\#(second),"tag_name":"fleet_B.2,-","status":0}]}"#)
        let deleted = await server.request(.delete, "/v1/tags/\(first)")
        #expect((deleted.status, deleted.text) == (200, ""))
        #expect(deleted.header("Content-Type") == "application/json")
        #expect(
            await list("limit=20&offset=1")
                == #"{"limit":20,"offset":1,"count":1,"tags":[{"id":\#(second),"tag_name":"fleet_B.2,-","status":0}]}"#)
        #expect(await list("limit=20&offset=2") == #"{"limit":20,"offset":2,"count":1,"tags":[]}"#)
    }

    @Test func `are found by part of the name and by state`() async throws {
        let cards = try await server.load(cards: ["8986000000000000001"])
        let used = try id(await create("北京-1"))
        _ = await create("北京-2")
        _ = await create("上海")
        let set = await server.request(
            .post, "/v1/sim-tags/batch-set", #"{"sim_card_ids":[\#(cards[0])],"tag_ids":[\#(used)]}"#)
        #expect(set.status == 200)
        #expect(await list("tag_name=%E5%8C%97%E4%BA%AC").contains(#""count":2,"#))
        #expect(await list("status=1").hasSuffix(#""tags":[{"id":\#(used),"tag_name":"北京-1","status":1}]}"#))
        #expect(await list("status=0&tag_name=%E5%8C%97").contains(/"count":1,.*"北京-2"/))
        #expect(await list("tag_name=x").contains(#""count":0,"#))
    }

    @Test func `have different names, but for upper and lower case`() async {
        #expect(await create("a").status == 200)
        let again = await create("a")
        #expect(again.status == 400)
        #expect(again.text == #"{"error_code":"GSL.00022002","error_msg":"标签名称已存在,请重新输入!"}"#)
        #expect(await create("A").status == 200)
        #expect(await create("a", as: server.stranger).status == 200)
    }

    @Test func `are 10,000 at most`() async throws {
        _ = try await server.domain.write { scope in
            try scope.transaction.execute(
                """
                WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < 9999)
                INSERT INTO sim_tags (account_id, id, name, cards, created_at)
                SELECT \(scope.account), id, 'tag-' || id, 0, \(scope.now) FROM n
                """)
        }
        #expect(await create("last").status == 200)
        #expect(await list("offset=1000").contains(/"count":10000,.*"last"/))
        let full = await create("one-more")
        #expect(full.status == 400)
        #expect(full.text == #"{"error_code":"GSL.00022003","error_msg":"登录用户最多可以创建10000个标签。"}"#)
        #expect(await create("one-more", as: server.stranger).status == 200)
    }

    @Test(arguments: ["a b", "a/b", "<a>", "\\\"", "é", "标签!"])
    func `have legal names`(name: String) async {
        let reply = await create(name)
        #expect(reply.status == 400)
        #expect(reply.text == #"{"error_code":"GSL.00022001","error_msg":"标签名称不合法,请检查!"}"#)
    }

    @Test(arguments: [
        "", "{}", "[]", "x", #"{"tag_name":""}"#, #"{"tag_name":null}"#, #"{"tag_name":1}"#, #"{"tag_name":["a"]}"#,
        #"{"tag_name":"a","tag_name":"b"}"#, #"{"tag_name":"a\u0000"}"#,
        #"{"tag_name":"\#(String(repeating: "a", count: 101))"}"#,
    ])
    func `are not created by a malformed request`(body: String) async {
        let reply = await server.request(.post, "/v1/tags", body)
        #expect(reply.status == 400)
        #expect(reply.text == #"{"error_code":"GSL.00020004","error_msg":"参数异常"}"#)
    }

    @Test func `may have a name of a hundred characters, and a body of any type`() async {
        let name = String(repeating: "标", count: 100)
        let reply = await server.request(
            .post, "/v1/tags", #"{"tag_name":"\#(name)","unknown":{}}"#, type: "text/plain")
        #expect(reply.status == 200)
    }

    @Test(arguments: [
        "status=2", "status=x", "limit=9", "limit=501", "offset=0", "offset=1000001", "tag_name=a%20b",
        "tag_name=\(String(repeating: "a", count: 257))",
    ])
    func `are not listed by a malformed request`(query: String) async {
        #expect(await list(query) == #"{"error_code":"GSL.00020004","error_msg":"参数异常"}"#)
    }

    @Test func `that are not there cannot be deleted`() async throws {
        let id = try id(await create("a"))
        for path in ["/v1/tags/1", "/v1/tags/0"] {
            let reply = await server.request(.delete, path)
            #expect(reply.status == 400)
            #expect(reply.text == #"{"error_code":"GSL.00022004","error_msg":"登录用户没有标签的访问权限。"}"#)
        }
        for path in ["/v1/tags/x", "/v1/tags/-1", "/v1/tags/+1", "/v1/tags/9223372036854775808"] {
            #expect(await server.request(.delete, path).errorCode == "GSL.00020004")
        }
        #expect(await server.request(.delete, "/v1/tags/\(id)", as: server.stranger).errorCode == "GSL.00022004")
        #expect(await list().contains(#""count":1,"#))
        #expect(await server.request(.delete, "/v1/tags/\(id)").status == 200)
        #expect(await server.request(.delete, "/v1/tags/\(id)").errorCode == "GSL.00022004")
    }

    @Test func `are an account's own`() async {
        _ = await create("ours")
        #expect(await list(as: server.stranger) == #"{"limit":10,"offset":1,"count":0,"tags":[]}"#)
    }

    @Test func `are read by readers and changed by managers`() async throws {
        let id = try id(await create("a"))
        #expect(await server.request(.get, "/v1/tags", as: server.key(.reader)).status == 200)
        #expect(await server.request(.get, "/v1/tags", as: server.key(.metering)).status == 403)
        for role in [Role.reader, .metering] {
            #expect(await create("b", as: server.key(role)).errorCode == "APIGW.0302")
            let deleted = await server.request(.delete, "/v1/tags/\(id)", as: server.key(role))
            #expect(deleted.errorCode == "APIGW.0302")
        }
    }

    @Test func `are created once, and deleted once, however often the same call is made`() async throws {
        let key = HTTPFields(named: ["Idempotency-Key": "1"])
        let first = await server.request(.post, "/v1/tags", #"{"tag_name":"a"}"#, headers: key)
        #expect(await server.request(.post, "/v1/tags", #"{"tag_name":"a"}"#, headers: key).text == first.text)
        let path = "/v1/tags/\(try id(first))"
        for _ in 1...2 {
            let deleted = await server.request(.delete, path, headers: key)
            #expect((deleted.status, deleted.text) == (200, ""))
        }
    }
}
