import HTTPTypes
import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import Testing

/// `ListNetworkSwitchPolicies` and `AddNetworkSwitchPolicy`.
struct `Network switch policies` {
    private let server: ServerFixture

    init() async throws {
        server = try await ServerFixture()
    }

    private func add(_ body: String, as key: IssuedAccessKey? = nil) async -> HTTPReply {
        await server.request(.post, "/v1/network-switch-policies", body, as: key)
    }

    private func list(_ query: String = "", as key: IssuedAccessKey? = nil) async -> String {
        await server.request(.get, "/v1/network-switch-policies?\(query)", as: key).text
    }

    private func withSDK(_ name: String, _ more: String = #","weak_signal_switch":true"#) -> String {
        #"{"policy_name":"\#(name)","version":1\#(more)}"#
    }

    private func withoutSDK(_ name: String, _ more: String = #","switch_order":"3,1,2""#) -> String {
        #"{"policy_name":"\#(name)","version":2\#(more)}"#
    }

    @Test func `are added and listed`() async throws {
        let full = withSDK(
            "优选移动策略",
            #","preferred_carrier":1,"least_preferred_carrier":3,"optimal_signal":true,"auto_switch":true,"#
                + #""weak_signal_switch":true,"connect_ip":"www.baidu.com","switch_order":"x","blacklist":2"#)
        let added = await add(full)
        #expect((added.status, added.text) == (200, #""true""#))
        #expect(await add(withSDK("default")).status == 200)
        #expect(await add(withoutSDK("no SDK", #","switch_order":"3,1,2","blacklist":1"#)).status == 200)

        let listed = await list()
        let ids = listed.matches(of: /"id":(\d+)/).map { String($0.1) }
        let times = listed.matches(of: /"create_time":"[^"]*\+00:00","modify_time":"[^"]*\+00:00"/).map { String($0.0) }
        #expect(ids.count == 3)
        #expect(times.count == 3)
        #expect(
            listed == #"{"limit":10,"offset":1,"count":3,"network_switch_policy_list":["#
                + #"{"id":\#(ids[0]),"policy_name":"优选移动策略","preferred_carrier":1,"least_preferred_carrier":3,"#
                + #""optimal_signal":true,"auto_switch":true,"weak_signal_switch":true,"connect_ip":"www.baidu.com","#
                + #"\#(times[0]),"status":1,"type":1,"used":false,"version":1,"blacklist":0},"#
                + #"{"id":\#(ids[1]),"policy_name":"default","preferred_carrier":3,"least_preferred_carrier":2,"#
                + #""optimal_signal":false,"auto_switch":false,"weak_signal_switch":true,"#
                + #"\#(times[1]),"status":1,"type":1,"used":false,"version":1,"blacklist":0},"#
                + #"{"id":\#(ids[2]),"policy_name":"no SDK","optimal_signal":false,"auto_switch":false,"#
                + #"\#(times[2]),"status":1,"type":1,"used":false,"version":2,"switch_order":"3,1,2","blacklist":1}]}"#)
    }

    @Test func `are found by part of the name and by version`() async throws {
        for name in ["a-1", "a-2", "b-1"] { _ = await add(withSDK(name)) }
        _ = await add(withoutSDK("a-3"))
        #expect(await list("policy_name=a-").contains(#""count":3,"#))
        #expect(await list("policy_name=a-&version=1").contains(#""count":2,"#))
        #expect(await list("version=2").contains(/"count":1,.*"a-3"/))
        #expect(await list("offset=2") == #"{"limit":10,"offset":2,"count":4,"network_switch_policy_list":[]}"#)
    }

    @Test func `are used once they are set on a card`() async throws {
        _ = await add(withSDK("a"))
        let id = try #require(await list().firstMatch(of: /"id":(\d+)/).flatMap { Int64($0.1) })
        let policy = NetworkSwitchPolicyID(id)
        try await server.domain.write { try $0.networkSwitchPolicies.use(policy) }
        #expect(await list().contains(#""used":true"#))
        await #expect(throws: DomainError.networkPolicy(.unknown(policy))) {
            try await server.domain.write(as: server.domain.other) { try $0.networkSwitchPolicies.use(policy) }
        }
    }

    @Test func `prefer the carrier that was used last, if they are told to`() async {
        let body = withSDK("last", #","preferred_carrier":4,"connect_ip":"https://10.0.0.1:8080/a.html""#)
        #expect(await add(body).status == 200)
        #expect(await list().contains(#""preferred_carrier":4,"least_preferred_carrier":2,"#))
        #expect(await list().contains(#""connect_ip":"https://10.0.0.1:8080/a.html""#))
    }

    @Test(arguments: [
        (#","weak_signal_switch":true,"preferred_carrier":2"#, "GSL.00015032", "优先使用运营商和最不优先使用运营商不能相同!"),
        (#","connect_ip":"a.cn","least_preferred_carrier":3"#, "GSL.00015032", "优先使用运营商和最不优先使用运营商不能相同!"),
        ("", "GSL.00015033", "弱信号切换策略、连接延时切换策略必须设置其中一种!"),
        (#","weak_signal_switch":false,"connect_ip":"""#, "GSL.00015033", "弱信号切换策略、连接延时切换策略必须设置其中一种!"),
    ])
    func `with the SDK have rules`(more: String, code: String, message: String) async {
        let reply = await add(withSDK("a", more))
        #expect(reply.status == 400)
        #expect(reply.text == #"{"error_code":"\#(code)","error_msg":"\#(message)"}"#)
    }

    @Test(arguments: ["", "1,1", "4", "0", "1,2,", ",", "1;2", "1, 2", "1,2,3,1", "一", "+1"])
    func `without the SDK have an order of carriers`(order: String) async {
        let reply = await add(withoutSDK("a", #","switch_order":"\#(order)""#))
        #expect(reply.status == 400)
        #expect(reply.text == #"{"error_code":"GSL.00015039","error_msg":"切卡顺序格式错误,请检查!"}"#)
        #expect(await add(withoutSDK("a", "")).errorCode == "GSL.00015039")
    }

    @Test func `have different names`() async {
        _ = await add(withSDK("a"))
        let reply = await add(withoutSDK("a"))
        #expect(reply.status == 400)
        #expect(reply.text == #"{"error_code":"GSL.00015034","error_msg":"策略名称已经存在,请检查!"}"#)
        #expect(await add(withSDK("a"), as: server.stranger).status == 200)
    }

    @Test func `are fifty at most`() async {
        for number in 1...50 { #expect(await add(withSDK("\(number)")).status == 200) }
        let reply = await add(withSDK("51"))
        #expect(reply.status == 400)
        #expect(reply.text == #"{"error_code":"GSL.00015035","error_msg":"登录用户最多可以创建50个策略。"}"#)
        #expect(await list("limit=50").contains(#""count":50,"#))
        #expect(await add(withSDK("51"), as: server.stranger).status == 200)
    }

    @Test(arguments: [
        "", "{}", #"{"policy_name":"a"}"#, #"{"version":1,"weak_signal_switch":true}"#,
        #"{"policy_name":"","version":1,"weak_signal_switch":true}"#,
        #"{"policy_name":"\#(String(repeating: "a", count: 33))","version":1,"weak_signal_switch":true}"#,
        #"{"policy_name":"a","version":3,"weak_signal_switch":true}"#,
        #"{"policy_name":"a","version":"1","weak_signal_switch":true}"#,
        #"{"policy_name":"a","version":1,"weak_signal_switch":1}"#,
        #"{"policy_name":"a","version":1,"weak_signal_switch":true,"preferred_carrier":0}"#,
        #"{"policy_name":"a","version":1,"weak_signal_switch":true,"preferred_carrier":5}"#,
        #"{"policy_name":"a","version":1,"weak_signal_switch":true,"least_preferred_carrier":4}"#,
        #"{"policy_name":"a","version":1,"weak_signal_switch":true,"auto_switch":"true"}"#,
        #"{"policy_name":"a","version":1,"connect_ip":"localhost"}"#,
        #"{"policy_name":"a","version":1,"connect_ip":"a b.cn"}"#,
        #"{"policy_name":"a","version":1,"connect_ip":"ftp://a.cn"}"#,
        #"{"policy_name":"a","version":1,"connect_ip":"\#(String(repeating: "a", count: 62)).cn"}"#,
        #"{"policy_name":"a","version":2,"switch_order":"1,2,3,1,2,3"}"#,
        #"{"policy_name":"a","version":2,"switch_order":"1","blacklist":4}"#,
    ])
    func `are not added by a malformed request`(body: String) async {
        let reply = await add(body)
        #expect(reply.status == 400)
        #expect(reply.text == #"{"error_code":"GSL.00010004","error_msg":"参数异常"}"#)
    }

    @Test(arguments: ["version=0", "version=3", "limit=9", "offset=0", "policy_name=a%20b"])
    func `are not listed by a malformed request`(query: String) async {
        #expect(await list(query) == #"{"error_code":"GSL.00010004","error_msg":"参数异常"}"#)
    }

    @Test func `are an account's own`() async {
        _ = await add(withSDK("ours"))
        #expect(
            await list(as: server.stranger) == #"{"limit":10,"offset":1,"count":0,"network_switch_policy_list":[]}"#)
    }

    @Test(arguments: [Role.reader, .metering])
    func `are read by readers and added by managers`(role: Role) async {
        #expect(await add(withSDK("a"), as: server.key(role)).errorCode == "APIGW.0302")
        let listed = await server.request(.get, "/v1/network-switch-policies", as: server.key(role))
        #expect(listed.status == (role == .reader ? 200 : 403))
    }
}
