import HTTPTypes
import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import Testing

struct `BatchSetAttributes` {
    private let server: ServerFixture
    private let cards: [Int64]

    /// Three attributes, of which the third is not enabled.
    init() async throws {
        server = try await ServerFixture()
        cards = try await server.load(cards: ["8986000000000000001", "8986000000000000002"])
        try await server.domain.write { scope in
            for number in 1...3 {
                let id = try scope.simAttributes.create(name: "name\(number)")
                if number < 3 { try scope.simAttributes.setEnabled(true, id) }
            }
        }
    }

    private func set(_ attributes: String, as key: IssuedAccessKey? = nil) async -> HTTPReply {
        await server.request(.post, "/v1/sim-cards/attributes/batch-set", #"{"attributes":[\#(attributes)]}"#, as: key)
    }

    private func values() async throws -> [[Int64: String]] {
        let cards = cards.map { SIMCardID($0) }
        return try await server.domain.read { scope in
            let values = try scope.simAttributes.values(of: cards)
            return cards.map { values[$0] ?? [:] }
        }
    }

    @Test func `sets values and takes them away`() async throws {
        let reply = await set(
            #"{"sim_card_id":\#(cards[0]),"customer_attribute1":"研发 <b>","customer_attribute2":"x"},"#
                + #"{"sim_card_id":0,"iccid":"8986000000000000002","customer_attribute1":"é"}"#)
        #expect((reply.status, reply.text) == (200, ""))
        #expect(try await values() == [[1: "研发 <b>", 2: "x"], [1: "é"]])
        let change = #"{"sim_card_id":\#(cards[0]),"customer_attribute1":"","customer_attribute2":"y"}"#
        #expect(await set(change).status == 200)
        #expect(try await values() == [[2: "y"], [1: "é"]])
    }

    @Test func `keeps values of an attribute that is disabled`() async throws {
        let one = #"{"sim_card_id":\#(cards[0]),"customer_attribute1":"1"}"#
        #expect(await set(one).status == 200)
        try await server.domain.write { scope in
            let first = try scope.simAttributes.list(namePart: "name1", isEnabled: nil, offset: 0, limit: 1)
            try scope.simAttributes.setEnabled(false, first.elements[0].id)
        }
        #expect(await set(one).errorCode == "GSL.00012031")
        #expect(try await values() == [[1: "1"], [:]])
        let away = #"{"sim_card_id":\#(cards[0]),"customer_attribute1":"","customer_attribute6":""}"#
        #expect(await set(away).status == 200)
        #expect(try await values() == [[:], [:]])
    }

    @Test func `lists the failures, and changes nothing`() async throws {
        let reply = await set(
            #"{"sim_card_id":\#(cards[0]),"customer_attribute1":"a","customer_attribute3":"b"},"#
                + #"{"sim_card_id":0,"iccid":"8986000000000000002","customer_attribute6":"c"},"#
                + #"{"sim_card_id":7},{"sim_card_id":0,"iccid":"8986000000000000009"}"#)
        #expect(reply.status == 400)
        let unknown = "sim卡不存在或没有SIM卡的访问权限!"
        #expect(
            reply.text == #"{"error_code":"GSL.00012031","error_msg":"#
                + #""[{\"fail_reason\":\"自定义属性三未启用\",\"sim_card_id\":\#(cards[0])},"#
                + #"{\"fail_reason\":\"自定义属性六未启用\",\"sim_card_id\":\#(cards[1])},"#
                + #"{\"fail_reason\":\"\#(unknown)\",\"sim_card_id\":7},"#
                + #"{\"fail_reason\":\"\#(unknown)\",\"iccid\":\"8986000000000000009\"}]"}"#)
        #expect(try await values() == [[:], [:]])
    }

    @Test func `takes 1 to 500 cards`() async {
        #expect(await set("").errorCode == "GSL.00010004")
        let one = #"{"sim_card_id":\#(cards[0]),"customer_attribute1":"1"}"#
        let many = { Array(repeating: one, count: $0).joined(separator: ",") }
        #expect(await set(many(500)).status == 200)
        #expect(await set(many(501)).errorCode == "GSL.00010004")
    }

    @Test(arguments: [
        #"{"sim_card_id":-1}"#, #"{"sim_card_id":"1"}"#, #"{"sim_card_id":0}"#, #"{"sim_card_id":0,"iccid":"898600"}"#,
        #"{"sim_card_id":1,"customer_attribute1":1}"#, #"{"sim_card_id":1,"customer_attribute1":"\u0007"}"#,
        #"{"sim_card_id":1,"customer_attribute2":"\#(String(repeating: "值", count: 101))"}"#, "1", "null",
    ])
    func `refuses malformed values`(attributes: String) async {
        let reply = await set(attributes)
        #expect(reply.status == 400)
        #expect(reply.text == #"{"error_code":"GSL.00010004","error_msg":"参数异常"}"#)
    }

    @Test func `refuses a card without an id, no attributes, and files`() async {
        let path = "/v1/sim-cards/attributes/batch-set"
        #expect(
            await set(#"{"customer_attribute1":"1"}"#).text
                == #"{"error_code":"GSL.00010004","error_msg":"sim_card_id:不能为null"}"#)
        #expect(await server.request(.post, path, "{}").errorCode == "GSL.00010004")
        #expect(await server.request(.post, path, #"{"file_temp_id":1}"#).errorCode == "GSL.00012016")
    }

    @Test func `knows no other account's cards`() async throws {
        let value = #","customer_attribute1":"theirs""#
        for card in [#""sim_card_id":\#(cards[0])"#, #""sim_card_id":0,"iccid":"8986000000000000001""#] {
            let reply = await set("{\(card)\(value)}", as: server.stranger)
            #expect(reply.errorCode == "GSL.00012031")
            #expect(reply.text.contains("sim卡不存在或没有SIM卡的访问权限!"))
        }
        #expect(try await values() == [[:], [:]])
    }

    @Test(arguments: [Role.reader, .metering]) func `is for managers`(role: Role) async {
        let one = #"{"sim_card_id":\#(cards[0]),"customer_attribute1":"1"}"#
        #expect(await set(one, as: server.key(role)).errorCode == "APIGW.0302")
    }
}
