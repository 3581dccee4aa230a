import HTTPTypes
import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import Testing

struct `BatchSetTags` {
    private let server: ServerFixture
    private let cards: [Int64]
    private let tags: [Int64]

    init() async throws {
        server = try await ServerFixture()
        cards = try await server.load(cards: ["8986000000000000001", "89860000000000000002", "8986000000000000003"])
        tags = try await server.domain.write { scope in
            try ["a", "b", "c"].map { try scope.simTags.create(name: $0).id.rawValue }
        }
    }

    private func set(_ body: String, as key: IssuedAccessKey? = nil) async -> HTTPReply {
        await server.request(.post, "/v1/sim-tags/batch-set", body, as: key)
    }

    /// The names of the tags of each card.
    private func names() async throws -> [[String]] {
        let cards = cards.map { SIMCardID($0) }
        return try await server.domain.read { scope in
            let names = try scope.simTags.names(of: cards)
            return cards.map { names[$0] ?? [] }
        }
    }

    /// The tags that are in use.
    private func used() async -> [String] {
        let reply = await server.request(.get, "/v1/tags?status=1")
        return reply.text.matches(of: /"tag_name":"([^"]*)"/).map { String($0.1) }
    }

    @Test func `gives cards these tags and no others`() async throws {
        let reply = await set(#"{"sim_card_ids":[\#(cards[0]),\#(cards[1])],"tag_ids":[\#(tags[1]),\#(tags[0])]}"#)
        #expect((reply.status, reply.text) == (200, ""))
        #expect(try await names() == [["a", "b"], ["a", "b"], []])
        let byICCID =
            #"{"iccids":["89860000000000000002","8986000000000000003"],"sim_card_ids":[],"tag_ids":[\#(tags[2])]}"#
        #expect(await set(byICCID).status == 200)
        #expect(try await names() == [["a", "b"], ["c"], ["c"]])
        #expect(await used() == ["a", "b", "c"])
    }

    @Test func `takes all tags off`() async throws {
        _ = await set(#"{"sim_card_ids":[\#(cards[0])],"tag_ids":[\#(tags[0]),\#(tags[1])]}"#)
        _ = await set(#"{"sim_card_ids":[\#(cards[1])],"tag_ids":[\#(tags[0])]}"#)
        #expect(await set(#"{"sim_card_ids":[\#(cards[0])],"tag_ids":[]}"#).status == 200)
        #expect(try await names() == [[], ["a"], []])
        #expect(await used() == ["a"])
    }

    @Test func `loses what a deleted tag was on`() async throws {
        _ = await set(#"{"sim_card_ids":[\#(cards[0])],"tag_ids":[\#(tags[0]),\#(tags[1])]}"#)
        #expect(await server.request(.delete, "/v1/tags/\(tags[0])").status == 200)
        #expect(try await names() == [["b"], [], []])
    }

    @Test func `goes by ids where both are given`() async throws {
        let body =
            #"{"sim_card_ids":[\#(cards[0])],"iccids":["8986000000000000003"],"tag_ids":[\#(tags[0])]}"#
        #expect(await set(body).status == 200)
        #expect(try await names() == [["a"], [], []])
    }

    @Test func `takes 1 to 500 cards and up to 10 tags`() async {
        let none = await set(#"{"tag_ids":[\#(tags[0])]}"#)
        #expect(none.status == 400)
        #expect(none.text == #"{"error_code":"GSL.000160051","error_msg":"SIM卡数量必须介于1和500之间,请重新输入!"}"#)
        let many = (1...501).map(String.init).joined(separator: ",")
        #expect(await set(#"{"sim_card_ids":[\#(many)],"tag_ids":[]}"#).errorCode == "GSL.000160051")
        #expect(await set(#"{"sim_card_ids":[],"iccids":[],"tag_ids":[]}"#).errorCode == "GSL.000160051")
        let tags = (1...11).map(String.init).joined(separator: ",")
        let tooMany = await set(#"{"sim_card_ids":[\#(cards[0])],"tag_ids":[\#(tags)]}"#)
        #expect(tooMany.status == 400)
        #expect(tooMany.text == #"{"error_code":"GSL.000160052","error_msg":"标签数量必须介于0-10之间,请重新输入!"}"#)
    }

    @Test func `tells what is not there, and changes nothing`() async throws {
        let reply = await set(#"{"sim_card_ids":[\#(cards[0]),-3333,111],"tag_ids":[\#(tags[0]),656565465]}"#)
        #expect(reply.status == 400)
        #expect(
            reply.text == #"{"error_code":"GSL.000160053","error_msg":"以下simCardId/tagId不存在或没有操作权限,请重新输入!"#
                + #"simCardId/tagId : [-3333, 111, 656565465]"}"#)
        let unknown = await set(#"{"iccids":["8986000000000000009"],"tag_ids":[]}"#)
        #expect(unknown.text.contains("[8986000000000000009]"))
        #expect(try await names() == [[], [], []])
    }

    @Test func `tells no more than fits an error's message`() async throws {
        let ids = (1...500).map { "\(4_000_000_000_000 + $0)" }
        let reply = await set(#"{"sim_card_ids":[\#(ids.joined(separator: ","))],"tag_ids":[]}"#)
        let message = try #require(reply.text.firstMatch(of: /"error_msg":"(.*)"/)?.1)
        #expect((480...512).contains(message.count))
        #expect(message.hasSuffix("]"))
    }

    @Test func `tells what is named twice`() async {
        let reply = await set(#"{"sim_card_ids":[2,1,2,2],"tag_ids":[3,3]}"#)
        #expect(reply.status == 400)
        #expect(
            reply.text == #"{"error_code":"GSL.000160054","error_msg":"以下simCardId/tagId重复,请重新输入!"#
                + #"simCardId/tagId : [2, 3]"}"#)
    }

    @Test(arguments: [
        "", "x", "[]", #"{"sim_card_ids":[1]}"#, #"{"sim_card_ids":[1],"tag_ids":null}"#,
        #"{"sim_card_ids":["1"],"tag_ids":[]}"#, #"{"sim_card_ids":1,"tag_ids":[]}"#,
        #"{"sim_card_ids":[1.5],"tag_ids":[]}"#, #"{"sim_card_ids":[9223372036854775808],"tag_ids":[]}"#,
        #"{"iccids":[8986000000000000001],"tag_ids":[]}"#, #"{"iccids":["898600000000000001"],"tag_ids":[]}"#,
        #"{"sim_card_ids":[1],"tag_ids":[true]}"#,
    ])
    func `refuses a malformed request`(body: String) async {
        let reply = await set(body)
        #expect(reply.status == 400)
        #expect(reply.text == #"{"error_code":"GSL.00010004","error_msg":"参数异常"}"#)
    }

    @Test func `knows no files`() async {
        let reply = await set(#"{"file_temp_id":158123456,"tag_ids":[]}"#)
        #expect(reply.status == 400)
        #expect(reply.text == #"{"error_code":"GSL.00012016","error_msg":"SIM卡文件不存在,请检查!"}"#)
    }

    @Test func `knows no other account's cards and tags`() async throws {
        let (card, tag) = (cards[0], tags[0])
        let both = await set(#"{"sim_card_ids":[\#(card)],"tag_ids":[\#(tag)]}"#, as: server.stranger)
        #expect(both.errorCode == "GSL.000160053")
        #expect(both.text.contains("[\(card), \(tag)]"))
        let theirs = try await server.load(cards: ["8986000000000000001"], as: server.domain.other)[0]
        let foreignTag = await set(#"{"sim_card_ids":[\#(theirs)],"tag_ids":[\#(tag)]}"#, as: server.stranger)
        #expect(foreignTag.text.contains("[\(tag)]"))
        let own = await set(#"{"iccids":["8986000000000000001"],"tag_ids":[]}"#, as: server.stranger)
        #expect(own.status == 200)
        #expect(try await names() == [[], [], []])
    }

    @Test(arguments: [Role.reader, .metering]) func `is for managers`(role: Role) async {
        let body = #"{"sim_card_ids":[\#(cards[0])],"tag_ids":[]}"#
        #expect(await set(body, as: server.key(role)).errorCode == "APIGW.0302")
        #expect(await set(body).status == 200)
    }
}
