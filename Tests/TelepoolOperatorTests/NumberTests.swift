import HTTPTypes
import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import TelepoolTime
import Testing

/// Stocking: import with all columns and ranges, move, remove, list, find, and deleting pools.
struct `Numbers of an operator` {
    private func server() async throws -> (server: ServerFixture, pools: [NumberPoolNo]) {
        let server = try await ServerFixture()
        let pools = try await server.domain.write { scope in
            try ["一", "二"].map {
                try scope.numberPools.create(name: $0, serviceType: .ordinary, subServiceType: .voiceSIP).no
            }
        }
        return (server, pools)
    }

    private func csv(
        _ server: ServerFixture, _ path: String, _ body: String, as key: IssuedAccessKey? = nil
    ) async -> HTTPReply {
        await server.request(.post, "/telepool/v1/\(path)", body, type: "text/csv", as: key)
    }

    private func counts(_ server: ServerFixture, _ pools: [NumberPoolNo]) async throws -> [Int64] {
        try await server.domain.read { scope in
            try pools.map { try #require(try scope.numberPools.find($0)).numberCount }
        }
    }

    @Test func `are taken with everything that is known of them`() async throws {
        let (server, pools) = try await server()
        let reply = await csv(
            server, "number-pools/\(pools[0])/numbers",
            """
            number,type,city_code,purchase_time,qualification_no
            13800000001,mobile,0755,2022-01-01T00:00:00Z,Q1
            02131075869,,,,
            10650001,landline,010,,
            """)
        #expect(reply.text == #"{"accepted":3,"duplicate":0,"rejected":0,"rejections":[]}"#)
        let list = await server.request(.get, "/telepool/v1/number-pools/\(pools[0])/numbers?limit=2")
        let purchased = try #require(list.text.firstMatch(of: /"02131075869".*?"purchase_time":"([^"]*)"/)?.1)
        #expect(
            list.text == #"{"numbers":[{"number":"02131075869","type":"landline","city_code":"021","#
                + #""purchase_time":"\#(purchased)","qualification_no":"","status":1,"bindings":0,"#
                + #""availability":"available","number_pool_no":"\#(pools[0])","number_pool_name":"一"},"#
                + #"{"number":"10650001","type":"landline","city_code":"010","purchase_time":"\#(purchased)","#
                + #""qualification_no":"","status":1,"bindings":0,"#
                + #""availability":"available","number_pool_no":"\#(pools[0])","number_pool_name":"一"}],"next":"10650001"}"#
        )
        let rest = await server.request(.get, "/telepool/v1/number-pools/\(pools[0])/numbers?limit=2&after=10650001")
        #expect(
            rest.text == #"{"numbers":[{"number":"13800000001","type":"mobile","city_code":"0755","#
                + #""purchase_time":"2022-01-01T00:00:00.000Z","qualification_no":"Q1","status":1,"bindings":0,"#
                + #""availability":"available","number_pool_no":"\#(pools[0])","number_pool_name":"一"}]}"#)
    }

    @Test func `come in ranges`() async throws {
        let (server, pools) = try await server()
        _ = await csv(server, "number-pools/\(pools[1])/numbers", "number\n13800000005\n")
        let path = "number-pools/\(pools[0])/numbers"
        let body = "first,last,number\n13800000000,13800000099,\n,,13900000000\n02000000098,02000000102,\n"
        let reply = await csv(server, path, body)
        #expect(
            reply.text == #"{"accepted":105,"duplicate":0,"rejected":1,"rejections":[{"line":2,"code":"#
                + #""NumberHeldElsewhere","reason":"13800000005: the number is in another pool or not available"}]}"#)
        #expect(try await counts(server, pools) == [105, 1])
        let again = await csv(server, path, body)
        #expect(again.text.hasPrefix(#"{"accepted":0,"duplicate":105,"rejected":1,"#))
    }

    @Test(arguments: [
        ("first,last\n13800000001,13800000000\n", "first and last have to be"),
        ("first,last\n13800000000,13800010000\n", "first and last have to be"),
        ("first,last\n1380000,13800000\n", "first and last have to be"),
        ("first,last\n13800000000,\n", "last is missing"),
        ("first,last,number\n13800000000,13800000001,13800000000\n", "a row names one number or a range, not both"),
        ("number,city_code\n13800000001,0999999\n", "city_code has to be an area code"),
        ("number,type\n13800000001,0\n", "type has to be mobile or landline"),
        ("number,purchase_time\n13800000001,2022\n", "purchase_time has to be a time"),
        ("number,purchase_time\n13800000001,2023-01-01T00:00:00Z\n", "the time lies in the future"),
        ("number,qualification_no\n13800000001,\(String(repeating: "x", count: 65))\n", "qualification_no has to be"),
    ])
    func `are refused row by row`(body: String, reason: String) async throws {
        let (server, pools) = try await server()
        let reply = await csv(server, "number-pools/\(pools[0])/numbers", body)
        #expect(reply.text.hasPrefix(#"{"accepted":0,"duplicate":0,"rejected":1,"#))
        #expect(reply.text.contains(#""reason":"\#(reason)"#), "\(reply.text)")
        #expect(try await counts(server, pools) == [0, 0])
    }

    @Test func `with other contents are told from duplicates`() async throws {
        let (server, pools) = try await server()
        let path = "number-pools/\(pools[0])/numbers"
        _ = await csv(server, path, "number,city_code\n13800000001,010\n")
        let reply = await csv(server, path, "number,city_code\n13800000001,\n13800000001,010\n13800000001,020\n")
        #expect(
            reply.text == #"{"accepted":0,"duplicate":2,"rejected":1,"rejections":[{"line":4,"code":"NumberDiffers","#
                + #""reason":"the number is in this pool with other contents"}]}"#)
    }

    @Test func `are rehearsed`() async throws {
        let (server, pools) = try await server()
        let reply = await csv(server, "number-pools/\(pools[0])/numbers?dry_run=true", "number\n13800000001\nx\n")
        #expect(reply.text.hasPrefix(#"{"accepted":1,"duplicate":0,"rejected":1,"#))
        for value in ["TRUE", "1", ""] {
            let unclear = await csv(
                server, "number-pools/\(pools[0])/numbers?dry_run=\(value)", "number\n13800000001\n")
            #expect((unclear.status, unclear.errorCode) == (400, "InvalidParameter"))
            #expect(unclear.text.contains("dry_run has to be true or false."))
        }
        #expect(try await counts(server, pools) == [0, 0])
    }

    @Test func `are limited in one request`() async throws {
        let (server, pools) = try await server()
        let ranges = (0..<11).map { "1380\($0 + 10)00000,1380\($0 + 10)09999\n" }.joined()
        let many = await csv(server, "number-pools/\(pools[0])/numbers", "first,last\n" + ranges)
        #expect((many.status, many.errorCode) == (400, "InvalidParameter"))
        let rows = String(repeating: "1\n", count: 10_001)
        let long = await csv(server, "number-pools/\(pools[0])/numbers", "number\n" + rows)
        #expect((long.status, long.errorCode) == (400, "InvalidParameter"))
    }

    @Test func `are moved between pools`() async throws {
        let (server, pools) = try await server()
        _ = await csv(server, "number-pools/\(pools[0])/numbers", "first,last\n13800000000,13800000009\n")
        let body = "number\n13800000001\n13800000002\n13900000000\n13800000001\n"
        let reply = await csv(server, "number-pools/\(pools[1])/numbers/move", body)
        #expect(
            reply.text == #"{"accepted":2,"duplicate":1,"rejected":1,"rejections":[{"line":4,"code":"UnknownNumber","#
                + #""reason":"the account does not hold this number"}]}"#)
        #expect(try await counts(server, pools) == [8, 2])
        let foreign = await csv(server, "number-pools/\(pools[1])/numbers/move", body, as: server.stranger)
        #expect((foreign.status, foreign.errorCode) == (404, "UnknownNumberPool"))
    }

    @Test func `are given up and can be held elsewhere`() async throws {
        let (server, pools) = try await server()
        _ = await csv(server, "number-pools/\(pools[0])/numbers", "first,last\n13800000000,13800000002\n")
        let foreign = await csv(server, "numbers/remove", "number\n13800000001\n", as: server.stranger)
        #expect(foreign.text.hasPrefix(#"{"accepted":0,"duplicate":0,"rejected":1,"#))
        let reply = await csv(server, "numbers/remove", "number\n13800000001\n13800000001\n")
        #expect(
            reply.text == #"{"accepted":1,"duplicate":0,"rejected":1,"rejections":[{"line":3,"code":"UnknownNumber","#
                + #""reason":"the account does not hold this number"}]}"#)
        #expect(try await counts(server, pools) == [2, 0])
        let elsewhere = await csv(server, "number-pools/\(pools[1])/numbers", "number\n13800000001\n")
        #expect(elsewhere.text.hasPrefix(#"{"accepted":1,"#))
    }

    @Test func `are found with their pool`() async throws {
        let (server, pools) = try await server()
        _ = await csv(server, "number-pools/\(pools[1])/numbers", "number\n13800000001\n")
        let reply = await server.request(.get, "/telepool/v1/numbers/%2B8613800000001")
        #expect(reply.status == 200)
        #expect(reply.text.hasPrefix(#"{"number":"13800000001","type":"mobile","city_code":"","#))
        #expect(reply.text.hasSuffix(#""number_pool_no":"\#(pools[1])","number_pool_name":"二"}"#))
        for (number, key) in [("13900000000", server.key(.manager)), ("13800000001", server.stranger)] {
            let unknown = await server.request(.get, "/telepool/v1/numbers/\(number)", as: key)
            #expect((unknown.status, unknown.errorCode) == (404, "UnknownNumber"))
        }
        #expect(await server.request(.get, "/telepool/v1/numbers/x").status == 400)
    }

    @Test func `remember who held them`() async throws {
        let server = try await ServerFixture()
        let pool = try await server.domain.write {
            try $0.numberPools.create(name: "p", serviceType: .privacy, subServiceType: .axb).no
        }
        _ = await csv(server, "number-pools/\(pool)/numbers", "number\n17000000000\n")
        let bind =
            #"{"NumberPoolNo":"\#(pool)","PhoneNoA":"13900000001","PhoneNoB":"13900000002","ExpireTime":1663876635}"#
        let bound = await server.call("SelectNumberAndBindAXB", bind)
        let id = try #require(bound.text.firstMatch(of: /"SubId":"(S\d{18})"/)?.1)
        let path = "/telepool/v1/numbers/17000000000/bindings"
        let live = await server.request(.get, path)
        let from = try #require(live.text.firstMatch(of: /"from":"([^"]+)"/)?.1)
        #expect(
            live.text == #"{"total":1,"bindings":[{"sub_id":"\#(id)","kind":"axb","number_pool_no":"\#(pool)","#
                + #""phone_a":"13900000001","phone_b":"13900000002","from":"\#(from)","to":"","#
                + #""expires":"2022-09-22T19:57:15.000Z"}]}"#)
        _ = await server.call("UnbindAXB", #"{"NumberPoolNo":"\#(pool)","SubId":"\#(id)"}"#)
        _ = await csv(server, "numbers/remove", "number\n17000000000\n")
        let ended = await server.request(.get, path)
        #expect(ended.text.contains(#""to":"2022-09-22T1"#))
        #expect(await server.request(.get, path + "?offset=1").text == #"{"total":1,"bindings":[]}"#)
        #expect(await server.request(.get, path, as: server.stranger).text == #"{"total":0,"bindings":[]}"#)
        #expect(await server.request(.get, path, as: server.key(.metering)).status == 403)
        for query in ["limit=0", "limit=501", "offset=-1", "offset=x"] {
            #expect(await server.request(.get, "\(path)?\(query)").status == 400)
        }
        #expect(await server.request(.get, "/telepool/v1/numbers/x/bindings").status == 400)
    }

    @Test func `keep their pool from being deleted`() async throws {
        let (server, pools) = try await server()
        _ = await csv(server, "number-pools/\(pools[0])/numbers", "number\n13800000001\n")
        let path = "/telepool/v1/number-pools/\(pools[0])"
        let full = await server.request(.delete, path)
        #expect((full.status, full.errorCode) == (409, "NumberPoolNotEmpty"))
        _ = await csv(server, "numbers/remove", "number\n13800000001\n")
        let foreign = await server.request(.delete, path, as: server.stranger)
        #expect((foreign.status, foreign.errorCode) == (404, "UnknownNumberPool"))
        let gone = await server.request(.delete, path)
        #expect((gone.status, gone.text) == (200, #"{"number_pool_no":"\#(pools[0])"}"#))
        #expect(await server.request(.delete, path).status == 404)
        let total = try await server.domain.read { try $0.numberPools.list(.init(), offset: 0, limit: 1).total }
        #expect(total == 1)
    }

    @Test func `are for the roles that each operation declares`() async throws {
        let (server, pools) = try await server()
        for path in ["numbers/remove", "number-pools/\(pools[0])/numbers/move", "number-pools/\(pools[0])/numbers"] {
            #expect(await csv(server, path, "number\n", as: server.key(.reader)).status == 403)
        }
        let pool = "/telepool/v1/number-pools/\(pools[0])"
        #expect(await server.request(.delete, pool, as: server.key(.reader)).status == 403)
        #expect(await server.request(.get, pool + "/numbers", as: server.key(.reader)).status == 200)
        #expect(await server.request(.get, pool + "/numbers", as: server.key(.metering)).status == 403)
        #expect(await server.request(.get, pool + "/numbers?limit=5001").status == 400)
        #expect(await server.request(.get, pool + "/numbers", as: server.stranger).status == 404)
    }
}
