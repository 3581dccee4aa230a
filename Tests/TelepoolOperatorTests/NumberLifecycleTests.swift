import HTTPTypes
import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import Testing

/// Reservation, quarantine and utilisation, as the operator API shows them.
struct `The life of numbers` {
    private let server: ServerFixture
    private let pool: NumberPoolNo
    private var path: String { "/telepool/v1/number-pools/\(pool)" }

    init() async throws {
        server = try await ServerFixture()
        pool = try await server.domain.write {
            try $0.numberPools.create(name: "池", serviceType: .privacy, subServiceType: .axn).no
        }
        let imported = await server.request(
            .post, "/telepool/v1/number-pools/\(pool)/numbers",
            "number,city_code\n13800000001,010\n13800000002,021\n13800000003,021\n02131075869,021\n", type: "text/csv")
        #expect(imported.status == 200)
    }

    private func utilisation(_ assigned: Int, _ available: Int, _ reserved: Int, _ aging: Int) -> String {
        #"{"number_pool_no":"\#(pool)","numbers":4,"assigned":\#(assigned),"available":\#(available),"#
            + #""reserved":\#(reserved),"aging":\#(aging),"disabled":0,"cancelled":0}"#
    }

    private func bind(_ more: String = "", a: Int = 1) async -> HTTPReply {
        await server.call(
            more.isEmpty ? "SelectNumberAndBindAXN" : "BindAXN",
            #"{"NumberPoolNo":"\#(pool)","PhoneNoA":"1390000000\#(a)","ExpireTime":1663876635\#(more)}"#)
    }

    @Test func `is counted in a report`() async throws {
        #expect(await server.request(.get, path + "/utilisation").text == utilisation(0, 4, 0, 0))
        let bound = await bind()
        let number = try #require(bound.text.firstMatch(of: /"PhoneNoX":"(\d+)"/)?.1)
        let id = try #require(bound.text.firstMatch(of: /"SubId":"(S\d{18})"/)?.1)
        #expect(await server.request(.get, path + "/utilisation").text == utilisation(1, 3, 0, 0))
        let quarantine = await server.request(.put, path + "/quarantine", #"{"seconds":86400}"#)
        #expect((quarantine.status, quarantine.text) == (200, #"{"number_pool_no":"\#(pool)","seconds":86400}"#))
        _ = await server.call("UnbindAXN", #"{"NumberPoolNo":"\#(pool)","SubId":"\#(id)"}"#)
        #expect(await server.request(.get, path + "/utilisation").text == utilisation(0, 3, 0, 1))
        let shown = await server.request(.get, "/telepool/v1/numbers/\(number)")
        #expect(shown.text.contains(/"bindings":0,"availability":"aging","until":"2022-09-23T1[89]:[^"]*Z",/))
        #expect(await bind(#","PhoneNoX":"\#(number)""#).text.contains("BlockNumber"))
    }

    @Test func `can be kept for somebody`() async throws {
        let made = await server.request(
            .post, path + "/reservations", #"{"count":2,"city_code":"021","type":"mobile","seconds":60,"purpose":"客户"}"#
        )
        #expect(made.status == 201)
        let id = try #require(made.text.firstMatch(of: /^{"id":(\d+),/)?.1)
        let times = try #require(made.text.firstMatch(of: /"created":"[^"]+","expires":"[^"]+"/)?.0)
        let reservation =
            #"{"id":\#(id),"number_pool_no":"\#(pool)","purpose":"客户",\#(times),"#
            + #""numbers":["13800000002","13800000003"]}"#
        #expect(made.text == reservation)
        #expect(await server.request(.get, path + "/utilisation").text == utilisation(0, 2, 2, 0))
        #expect(await server.request(.get, path + "/reservations").text == #"{"reservations":[\#(reservation)]}"#)
        #expect(
            await server.request(.get, path + "/reservations?limit=1").text
                == #"{"reservations":[\#(reservation)],"next":\#(id)}"#)
        #expect(await server.request(.get, path + "/reservations?after=\(id)").text == #"{"reservations":[]}"#)
        #expect(await bind(#","PhoneNoX":"13800000003""#).status == 200)
        let released = await server.request(.delete, "/telepool/v1/number-reservations/\(id)")
        #expect(released.status == 200)
        #expect(released.text.hasSuffix(#""numbers":["13800000002"]}"#))
        #expect(await server.request(.get, path + "/utilisation").text == utilisation(1, 3, 0, 0))
        let again = await server.request(.delete, "/telepool/v1/number-reservations/\(id)")
        #expect((again.status, again.errorCode) == (404, "UnknownNumberReservation"))
    }

    @Test(arguments: [
        (#"{"count":3,"city_code":"021","type":"mobile","seconds":60}"#, 409, "NumberNotEnough"),
        (#"{"numbers":["13800000001","13899999999"],"seconds":60}"#, 409, "NumberNotInPool"),
        (#"{"numbers":["13800000001","13800000002"],"seconds":60}"#, 409, "NumberNotFree"),
        (#"{"numbers":["13800000001","+8613800000001"],"seconds":60}"#, 400, "InvalidParameter"),
        (#"{"numbers":["13800000001","13800000001"],"seconds":60}"#, 400, "InvalidParameter"),
        (#"{"numbers":[13800000001],"seconds":60}"#, 400, "InvalidParameter"),
        (#"{"numbers":[],"seconds":60}"#, 400, "InvalidParameter"),
        (#"{"numbers":["x"],"seconds":60}"#, 400, "InvalidParameter"),
        (#"{"seconds":60}"#, 400, "InvalidParameter"),
        (#"{"count":1,"numbers":["13800000001"],"seconds":60}"#, 400, "InvalidParameter"),
        (#"{"numbers":["13800000001"],"type":"mobile","seconds":60}"#, 400, "InvalidParameter"),
        (#"{"count":0,"seconds":60}"#, 400, "InvalidParameter"),
        (#"{"count":501,"seconds":60}"#, 400, "InvalidParameter"),
        (#"{"count":1,"seconds":0}"#, 400, "InvalidParameter"),
        (#"{"count":1,"seconds":31536001}"#, 400, "InvalidParameter"),
        (#"{"count":1}"#, 400, "InvalidParameter"),
        (#"{"count":1,"city_code":"0111","seconds":60}"#, 400, "InvalidParameter"),
        (#"{"count":1,"type":"x","seconds":60}"#, 400, "InvalidParameter"),
    ])
    func `is not reserved by a wrong request`(body: String, status: Int, code: String) async {
        _ = await bind(#","PhoneNoX":"13800000002""#)
        let reply = await server.request(.post, path + "/reservations", body)
        #expect((reply.status, reply.errorCode) == (status, code))
        #expect(await server.request(.get, path + "/utilisation").text == utilisation(1, 3, 0, 0))
    }

    @Test func `says what is wrong`() async {
        for body in [#"{"seconds":-1}"#, #"{"seconds":315360001}"#, #"{"seconds":"1"}"#, "{}"] {
            #expect(await server.request(.put, path + "/quarantine", body).status == 400)
        }
        for query in ["limit=0", "limit=501", "after=x", "after=-1"] {
            #expect(await server.request(.get, "\(path)/reservations?\(query)").status == 400)
        }
        #expect(await server.request(.delete, "/telepool/v1/number-reservations/x").status == 400)
    }

    @Test func `is nobody else's`() async throws {
        let made = await server.request(.post, path + "/reservations", #"{"count":1,"seconds":60}"#)
        let id = try #require(made.text.firstMatch(of: /^{"id":(\d+),/)?.1)
        let calls: [(HTTPRequest.Method, String, String)] = [
            (.get, path + "/utilisation", ""), (.put, path + "/quarantine", #"{"seconds":1}"#),
            (.post, path + "/reservations", #"{"count":1,"seconds":60}"#), (.get, path + "/reservations", ""),
            (.delete, "/telepool/v1/number-reservations/\(id)", ""),
        ]
        for (method, path, body) in calls {
            #expect(await server.request(method, path, body, as: server.stranger).status == 404)
            let isRead = method == .get
            #expect(await server.request(method, path, body, as: server.key(.metering)).status == 403)
            let reader = await server.request(method, path, body, as: server.key(.reader))
            #expect((reader.status == 200) == isRead)
        }
    }
}
