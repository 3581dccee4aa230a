import HTTPTypes
import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import Testing

/// `CreateNumberApplication`, `QueryNumberApplyRecordList`, and what an operator does about applications.
struct `Applications for numbers` {
    private func server() async throws -> (server: ServerFixture, pool: NumberPoolNo) {
        let server = try await ServerFixture()
        let pool = try await server.domain.write {
            try $0.numberPools.create(name: "营销", serviceType: .ordinary, subServiceType: .voiceSIP).no
        }
        return (server, pool)
    }

    private func apply(_ server: ServerFixture, _ pool: NumberPoolNo) async throws -> String {
        let reply = await server.call(
            "CreateNumberApplication",
            #"{"NumberPoolNo":"\#(pool)","NumberType":"1","SubServiceType":"101","NumberPurpose":"1","#
                + #""QualificationNo":"QUA1","Remark":"r","NumberApplicationCityItemList":["#
                + #"{"CityCode":"021","NumberCount":"2","CountryIsoCode":"CN"},{"CityCode":"010","NumberCount":1}]}"#)
        let bill = try #require(reply.text.firstMatch(of: /NA\d{10}/)?.output, "\(reply.text)")
        #expect(reply.result == #"{"ApplyBillId":"\#(bill)"}"#)
        return String(bill)
    }

    private func approve(_ server: ServerFixture, _ bill: String, _ body: String) async -> HTTPReply {
        await server.request(
            .post, "/telepool/v1/number-applications/\(bill)/approve", body, type: "text/csv")
    }

    @Test func `are shown field for field`() async throws {
        let (server, pool) = try await server()
        let bill = try await apply(server, pool)
        let reply = await server.call("QueryNumberApplyRecordList", #"{"ApplyBillId":"\#(bill)"}"#)
        let time = try #require(reply.text.firstMatch(of: /"ApplyTime":"(2022-09-23 0[^"]*)"/)?.1)
        #expect(
            reply.result == #"{"Records":[{"Id":1,"ApplyBillId":"\#(bill)","ApplyTime":"\#(time)","ApplyStatusCode":1,"#
                + #""ApplyStatusDesc":"已提交","SubServiceTypeCode":101,"SubServiceTypeDesc":"语音SIP","#
                + #""NumberPoolNo":"\#(pool)","NumberPoolName":"营销","NumberTypeCode":1,"NumberTypeDesc":"固话","#
                + #""QualificationNo":"QUA1","UpdateTime":"\#(time)","Notes":"","DetailList":["#
                + #"{"NumberLocation":"北京","ApplyNumberCount":1,"ImportNumberCount":0},"#
                + #"{"NumberLocation":"上海","ApplyNumberCount":2,"ImportNumberCount":0}]}],"#
                + #""Limit":20,"Offset":0,"Total":1}"#)
    }

    @Test func `are approved with numbers, all or some`() async throws {
        let (server, pool) = try await server()
        let bill = try await apply(server, pool)
        let some = await approve(server, bill, "number\n02100000001\n075500000001\n02100000002\n02100000003\n")
        #expect(
            some.text == #"{"accepted":2,"duplicate":0,"rejected":2,"rejections":["#
                + #"{"line":3,"code":"NotAppliedFor","reason":"nobody applied for the number, or for so many in its city"},"#
                + #"{"line":5,"code":"NotAppliedFor","reason":"nobody applied for the number, or for so many in its city"}]}"#
        )
        let partly = await server.call("QueryNumberApplyRecordList", #"{"ApplyStatusCode":"5"}"#)
        #expect(partly.text.contains(#""ApplyStatusDesc":"部分成功""#))
        #expect(partly.text.contains(#"{"NumberLocation":"上海","ApplyNumberCount":2,"ImportNumberCount":2}"#))
        let rest = await approve(server, bill, "number,city_code\n4001234567,010\n")
        #expect(rest.text == #"{"accepted":1,"duplicate":0,"rejected":0,"rejections":[]}"#)
        #expect(await server.call("QueryNumberApplyRecordList").text.contains(#""ApplyStatusDesc":"购买成功""#))
        let numbers = try await server.domain.read { try $0.numbers.list(.init(pool: pool), offset: 0, limit: 9) }
        #expect(numbers.total == 3)
        #expect(numbers.elements.allSatisfy { $0.type == .landline && $0.qualificationNo == "QUA1" })
        let late = await approve(server, bill, "number\n01000000001\n")
        #expect((late.status, late.errorCode) == (409, "NumberApplicationClosed"))
    }

    @Test func `are refused with a reason`() async throws {
        let (server, pool) = try await server()
        let bill = try await apply(server, pool)
        let path = "/telepool/v1/number-applications/\(bill)/reject"
        let empty = await server.request(.post, path, #"{"notes":""}"#)
        #expect((empty.status, empty.errorCode) == (400, "InvalidParameter"))
        let foreign = await server.request(.post, path, #"{"notes":"no"}"#, as: server.stranger)
        #expect((foreign.status, foreign.errorCode) == (404, "UnknownNumberApplication"))
        let reply = await server.request(.post, path, #"{"notes":"资质不全"}"#)
        #expect((reply.status, reply.text) == (200, #"{"apply_bill_id":"\#(bill)","notes":"资质不全"}"#))
        let shown = await server.call("QueryNumberApplyRecordList")
        #expect(shown.text.contains(#""ApplyStatusCode":4,"ApplyStatusDesc":"购买失败""#))
        #expect(shown.text.contains(#""Notes":"资质不全""#))
        let again = await server.request(.post, path, #"{"notes":"no"}"#)
        #expect((again.status, again.errorCode) == (409, "NumberApplicationClosed"))
        let approved = await approve(server, bill, "number\n02100000001\n")
        #expect((approved.status, approved.errorCode) == (409, "NumberApplicationClosed"))
        let reader = await server.request(.post, path, #"{"notes":"no"}"#, as: server.key(.reader))
        #expect(reader.status == 403)
    }

    @Test func `keep their pool while they are open, and outlive it afterwards`() async throws {
        let (server, pool) = try await server()
        let bill = try await apply(server, pool)
        let path = "/telepool/v1/number-pools/\(pool)"
        let waiting = await server.request(.delete, path)
        #expect((waiting.status, waiting.errorCode) == (409, "NumberPoolNotEmpty"))
        _ = await server.request(
            .post, "/telepool/v1/number-applications/\(bill)/reject", #"{"notes":"no"}"#)
        #expect(await server.request(.delete, path).status == 200)
        let shown = await server.call("QueryNumberApplyRecordList", #"{"ApplyBillId":"\#(bill)"}"#)
        #expect(
            shown.text.contains(#""SubServiceTypeCode":101,"SubServiceTypeDesc":"语音SIP","NumberPoolNo":"\#(pool)","#))
        #expect(shown.text.contains(#""NumberPoolName":"","#))
    }

    @Test(arguments: [
        (#"{"ApplyStatusCode":1}"#, 1), (#"{"ApplyStatusCode":2}"#, 0), (#"{"SubServiceType":"101"}"#, 1),
        (#"{"SubServiceType":102}"#, 0), (#"{"NumberType":1}"#, 1), (#"{"NumberType":0}"#, 0),
        (#"{"ApplyTimeLowerBound":"2022-09-23 02:57:15","ApplyTimeUpperBound":"2022-09-23 09:00:00"}"#, 1),
        (#"{"ApplyTimeUpperBound":"2022-09-23 02:57:14"}"#, 0), (#"{"UpdateTimeLowerBound":"2022-09-24 00:00:00"}"#, 0),
        (#"{"ApplyBillId":"NA1"}"#, 0), (#"{"Offset":1}"#, 1),
    ])
    func `are filtered`(body: String, total: Int) async throws {
        let (server, pool) = try await server()
        _ = try await apply(server, pool)
        #expect(await server.call("QueryNumberApplyRecordList", body).text.hasSuffix(#""Total":\#(total)}}"#))
        #expect(
            await server.call("QueryNumberApplyRecordList", body, as: server.stranger).text.hasSuffix(#""Total":0}}"#))
    }

    @Test(arguments: [
        (#""NumberType":1"#, "The required parameter NumberApplicationCityItemList is missing."),
        (#""NumberApplicationCityItemList":[]"#, "The required parameter NumberType is missing."),
        (
            #""NumberType":1,"NumberApplicationCityItemList":[{"CityCode":"021"}]"#,
            "The specified parameter NumberApplicationCityItemList is invalid."
        ),
        (
            #""NumberType":1,"NumberApplicationCityItemList":[{"CityCode":"000","NumberCount":1}]"#,
            "The specified parameter NumberApplicationCityItemList is invalid."
        ),
        (
            #""NumberType":1,"NumberApplicationCityItemList":["021"]"#,
            "The specified parameter NumberApplicationCityItemList is invalid."
        ),
        (
            #""NumberType":1,"SubServiceType":102,"NumberApplicationCityItemList":[{"CityCode":"021","NumberCount":1}]"#,
            "The specified parameter SubServiceType is invalid."
        ),
        (#""NumberType":2"#, "The specified parameter NumberType is invalid."),
    ])
    func `are refused in the vendor's way`(body: String, reason: String) async throws {
        let (server, pool) = try await server()
        let reply = await server.call("CreateNumberApplication", #"{"NumberPoolNo":"\#(pool)",\#(body)}"#)
        #expect(reply.status == 200)
        #expect(reply.text.hasSuffix(#""Code":"IllegalArgument","Message":"非法的参数: \#(reason)"}}}"#), "\(reply.text)")
        #expect(await server.call("QueryNumberApplyRecordList").text.hasSuffix(#""Total":0}}"#))
    }

    @Test func `can be made in a form, in one's own pools only`() async throws {
        let (server, pool) = try await server()
        let list = "%5B%7B%22CityCode%22%3A%22021%22%2C%22NumberCount%22%3A%221%22%7D%5D"
        let form = "NumberPoolNo=\(pool)&NumberType=1&NumberApplicationCityItemList=\(list)"
        let headers = HTTPFields(named: ["Content-Type": "application/x-www-form-urlencoded"])
        #expect(await server.call("CreateNumberApplication", form, headers: headers).result != nil)
        let foreign = await server.call("CreateNumberApplication", form, as: server.stranger, headers: headers)
        #expect(foreign.errorCode == "IllegalArgument")
        let reader = await server.call("CreateNumberApplication", form, as: server.key(.reader), headers: headers)
        #expect(reader.status == 403)
    }
}
