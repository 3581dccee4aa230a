import HTTPTypes
import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import Testing

/// `ListAttributes`, `CreateAttribute`, `UpdateAttribute`, `EnableAttribute` and `DisableAttribute`.
struct `Custom attributes` {
    private let server: ServerFixture

    init() async throws {
        server = try await ServerFixture()
    }

    private func create(_ name: String, as key: IssuedAccessKey? = nil) async -> HTTPReply {
        await server.request(.post, "/v1/attributes", #"{"cust_attr_name":"\#(name)"}"#, as: key)
    }

    private func rename(_ id: String, _ name: String, as key: IssuedAccessKey? = nil) async -> HTTPReply {
        await server.request(.put, "/v1/attributes/\(id)", #"{"cust_attr_name":"\#(name)"}"#, as: key)
    }

    private func turn(_ action: String, _ id: String, as key: IssuedAccessKey? = nil) async -> HTTPReply {
        await server.request(.post, "/v1/attributes/\(id)/\(action)", as: key)
    }

    private func list(_ query: String = "", as key: IssuedAccessKey? = nil) async -> String {
        await server.request(.get, "/v1/attributes?\(query)", as: key).text
    }

    private func id(_ reply: HTTPReply) throws -> String {
        String(try #require(reply.text.firstMatch(of: /^{"id":(\d+)}$/)?.1, "\(reply.text)"))
    }

    /// The names and states of the attributes.
    private func states() async -> [String] {
        await list().matches(of: /"cust_attr_name":"([^"]*)","status":(\d)/).map { "\($0.1) \($0.2)" }
    }

    @Test func `are created, renamed, enabled and disabled`() async throws {
        let made = await create("部门")
        let id = try id(made)
        #expect(made.status == 200)
        let listed = await list()
        let times = try #require(
            listed.firstMatch(of: /"create_time":"(2022-09-22T1[89]:[^"]*\+00:00)","modify_time":"([^"]*)"/))
        #expect(times.1 == times.2)
        #expect(
            listed == #"{"limit":10,"offset":1,"count":1,"attributes":[{"id":\#(id),"default_attr_name_cn":"自定义属性一","#
                + #""default_attr_name_en":"customer_attributes1","cust_attr_name":"部门","status":0,\#(times.0)}]}"#)
        let enabled = await turn("enable", id)
        #expect((enabled.status, enabled.text) == (200, ""))
        #expect(await states() == ["部门 1"])
        let renamed = await rename(id, "Dept-1")
        #expect((renamed.status, renamed.text) == (200, ""))
        #expect(await states() == ["Dept-1 1"])
        for _ in 1...2 {
            let disabled = await turn("disable", id)
            #expect((disabled.status, disabled.text) == (200, ""))
        }
        #expect(await states() == ["Dept-1 0"])
    }

    @Test func `are six at most, each with a place of its own`() async throws {
        for number in 1...6 { #expect(await create("name\(number)").status == 200) }
        let full = await create("name7")
        #expect(full.status == 400)
        #expect(full.text == #"{"error_code":"GSL.00027004","error_msg":"登录用户最多可以创建6个自定义属性。"}"#)
        let names = await list().matches(
            of: /"default_attr_name_cn":"([^"]*)","default_attr_name_en":"([^"]*)","cust_attr_name":"([^"]*)"/)
        #expect(
            names.map { "\($0.1) \($0.2) \($0.3)" }
                == zip(["一", "二", "三", "四", "五", "六"], 1...6).map { "自定义属性\($0) customer_attributes\($1) name\($1)" })
        #expect(await create("name7", as: server.stranger).status == 200)
    }

    @Test func `are found by part of the name and by state`() async throws {
        let id = try id(await create("car-a"))
        _ = await create("car-b")
        _ = await create("bus")
        _ = await turn("enable", id)
        #expect(await list("cust_attr_name=car").contains(#""count":2,"#))
        #expect(await list("status=1").contains(/"count":1,.*"car-a"/))
        #expect(await list("status=0&cust_attr_name=car").contains(/"count":1,.*"car-b"/))
        #expect(await list("limit=10&offset=2") == #"{"limit":10,"offset":2,"count":3,"attributes":[]}"#)
    }

    @Test func `have different names`() async throws {
        let first = try id(await create("a"))
        _ = await create("b")
        let exists = #"{"error_code":"GSL.00027002","error_msg":"自定义属性名称已存在,请重新输入!"}"#
        for reply in [await create("a"), await rename(first, "b")] {
            #expect((reply.status, reply.text) == (400, exists))
        }
        #expect(await rename(first, "a").status == 200)
        #expect(await states() == ["a 0", "b 0"])
    }

    @Test(arguments: ["a b", "a*", "é", "属性!"]) func `have legal names`(name: String) async throws {
        let first = try id(await create("first"))
        let illegal = #"{"error_code":"GSL.00027001","error_msg":"自定义属性名称不合法,请检查!"}"#
        for reply in [await create(name), await rename(first, name)] {
            #expect((reply.status, reply.text) == (400, illegal))
        }
    }

    @Test(arguments: ["iccid", "ICCID", "Sim_Status", "容器ID", "批次号", "customer_attribute1", "标签"])
    func `are not called like a column of the cards`(name: String) async throws {
        let first = try id(await create("first"))
        let column = #"{"error_code":"GSL.00027003","error_msg":"自定义属性名称和SIM卡管理列字段重复,请重新输入!"}"#
        for reply in [await create(name), await rename(first, name)] {
            #expect((reply.status, reply.text) == (400, column))
        }
    }

    @Test(arguments: [
        "", "{}", "[]", #"{"cust_attr_name":""}"#, #"{"cust_attr_name":null}"#, #"{"cust_attr_name":1}"#,
        #"{"cust_attr_name":"\#(String(repeating: "a", count: 33))"}"#,
    ])
    func `are not named by a malformed request`(body: String) async throws {
        let first = try id(await create("first"))
        let malformed = #"{"error_code":"GSL.00020004","error_msg":"参数异常"}"#
        for (method, path) in [(HTTPRequest.Method.post, "/v1/attributes"), (.put, "/v1/attributes/\(first)")] {
            let reply = await server.request(method, path, body)
            #expect((reply.status, reply.text) == (400, malformed))
        }
    }

    @Test(arguments: [
        "status=2", "limit=1", "offset=0", "cust_attr_name=a%20b",
        "cust_attr_name=\(String(repeating: "a", count: 33))",
    ])
    func `are not listed by a malformed request`(query: String) async {
        #expect(await list(query) == #"{"error_code":"GSL.00020004","error_msg":"参数异常"}"#)
    }

    @Test func `that are not there, or another's, cannot be changed`() async throws {
        let ours = try id(await create("ours"))
        let unknown = #"{"error_code":"GSL.00027005","error_msg":"登录用户没有自定义属性的访问权限。"}"#
        for (id, key) in [("1", server.key(.manager)), (ours, server.stranger)] {
            for reply in [
                await rename(id, "theirs", as: key), await turn("enable", id, as: key),
                await turn("disable", id, as: key),
            ] {
                #expect((reply.status, reply.text) == (400, unknown))
            }
        }
        for reply in [await rename("x", "a"), await turn("enable", "-1"), await turn("disable", "1.0")] {
            #expect(reply.errorCode == "GSL.00020004")
        }
        #expect(await states() == ["ours 0"])
        #expect(await list(as: server.stranger) == #"{"limit":10,"offset":1,"count":0,"attributes":[]}"#)
    }

    @Test(arguments: [Role.reader, .metering])
    func `are read by readers and changed by managers`(role: Role) async throws {
        let id = try id(await create("a"))
        let key = server.key(role)
        for reply in [
            await create("b", as: key), await rename(id, "b", as: key), await turn("enable", id, as: key),
            await turn("disable", id, as: key),
        ] {
            #expect(reply.errorCode == "APIGW.0302")
        }
        let listed = await server.request(.get, "/v1/attributes", as: key)
        #expect(listed.status == (role == .reader ? 200 : 403))
    }
}
