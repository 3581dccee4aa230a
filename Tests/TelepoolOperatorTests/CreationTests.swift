import HTTPTypes
import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import Testing

struct `Creating plans, pools, accounts and users` {
    private func post(
        _ server: ServerFixture, _ path: String, _ body: String, as key: IssuedAccessKey? = nil
    ) async -> HTTPReply {
        await server.request(.post, "/telepool/v1/\(path)", body, as: key)
    }

    private func message(_ reply: HTTPReply) -> String? {
        reply.text.firstMatch(of: /"message":"((?:[^"\\]|\\.)*)"/).map { String($0.1) }
    }

    // MARK: Plans

    private static let plan = #"{"id":"10000","name":"30M","carrier":"unicom","data_mb":30,"months":12}"#

    @Test func `answers the plan, again too`() async throws {
        let server = try await ServerFixture()
        for _ in 1...2 {
            let reply = await post(server, "price-plans", Self.plan)
            let defaults =
                #","description":"","package_type":"basic","network_type":"mobile","auto_renew":false,"price":0}"#
            #expect((reply.status, reply.text) == (201, Self.plan.dropLast() + defaults))
            #expect(reply.header("X-Request-Id") == reply.requestID)
        }
        let other = await post(server, "price-plans", Self.plan.replacing("30M", with: "40M"))
        #expect((other.status, other.errorCode) == (409, "PricePlanExists"))
        #expect(
            other.text
                == #"{"error":{"code":"PricePlanExists","message":"There is a price plan 10000 with other contents."},"#
                + #""request_id":"\#(other.requestID)"}"#)
        #expect(
            await post(server, "price-plans", Self.plan.replacing("30M", with: "x"), as: server.stranger).status == 201)
    }

    @Test(arguments: [
        ("[]", "The body has to be a JSON object."), ("{", "The body is not JSON: "),
        (#"{"id":"a","id":"b"}"#, "The body is not JSON: "),
        (#"{"name":"30M"}"#, "id has to be a text of 1 to 36 characters."),
        (#"{"id":"a\n","name":"30M"}"#, "id has to be a text of 1 to 36 characters."),
        (#"{"id":"a","name":""}"#, "name has to be a text of 1 to 128 characters."),
        (#"{"id":"a","name":"b","carrier":"x"}"#, "carrier has to be one of mobile, telecom, unicom."),
        (#"{"id":"a","name":"b","carrier":"mobile"}"#, "data_mb has to be an integer from 0 to 1000000000."),
        (
            #"{"id":"a","name":"b","carrier":"mobile","data_mb":-1}"#,
            "data_mb has to be an integer from 0 to 1000000000."
        ),
        (
            #"{"id":"a","name":"b","carrier":"mobile","data_mb":1e400}"#,
            "data_mb has to be an integer from 0 to 1000000000."
        ),
        (
            #"{"id":"a","name":"b","carrier":"mobile","data_mb":1,"months":0}"#,
            "months has to be an integer from 1 to 1200."
        ),
    ])
    func `refuses other plans`(body: String, expected: String) async throws {
        let server = try await ServerFixture()
        let reply = await post(server, "price-plans", body)
        #expect((reply.status, reply.errorCode) == (400, "InvalidParameter"))
        #expect(try #require(message(reply)).hasPrefix(expected))
    }

    // MARK: SIM pools

    private func orders(_ server: ServerFixture) async throws {
        #expect(await post(server, "price-plans", Self.plan).status == 201)
        #expect(await post(server, "price-plans", Self.plan.replacing("10000", with: "2")).status == 201)
        for (order, plan) in [(1, "10000"), (2, "10000"), (3, "2")] {
            let reply = await server.request(
                .post, "/telepool/v1/orders/\(order)/sim-cards?plan_id=\(plan)",
                "iccid,status\n898600000000000000\(order),in_use\n", type: "text/csv")
            #expect(reply.status == 200)
        }
    }

    @Test func `answers the pool`() async throws {
        let server = try await ServerFixture()
        try await orders(server)
        let reply = await post(server, "sim-pools", #"{"name":"池","order_ids":[1,2],"since":"2022-01-01T00:00:00Z"}"#)
        #expect(reply.status == 201)
        let id = try #require(reply.text.firstMatch(of: /"id":(\d+)/)?.1)
        #expect(
            reply.text == #"{"id":\#(id),"name":"池","kind":"forward","policy":"suspend","price_plan_id":"10000","#
                + #""carrier":"unicom","status":"in_use","order_ids":[1,2]}"#)
    }

    @Test(arguments: [
        (#"{"name":"","order_ids":[1]}"#, 400, "InvalidParameter", "name has to be a text of 1 to 100 characters."),
        (
            #"{"name":"a","order_ids":[]}"#, 400, "InvalidParameter",
            "order_ids has to be a list of different integers from 1 to 9007199254740991."
        ),
        (
            #"{"name":"a","order_ids":[1,1]}"#, 400, "InvalidParameter",
            "order_ids has to be a list of different integers from 1 to 9007199254740991."
        ),
        (
            #"{"name":"a","order_ids":["1"]}"#, 400, "InvalidParameter",
            "order_ids has to be a list of different integers from 1 to 9007199254740991."
        ),
        (
            #"{"name":"a","order_ids":[1],"since":"1999-12-31T23:59:59Z"}"#, 400, "InvalidParameter",
            "since has to be 2000-01-01T00:00:00.000Z or later."
        ),
        (
            #"{"name":"a","order_ids":[1],"since":"2022-13-01T00:00:00Z"}"#, 400, "InvalidParameter",
            "since has to be a time such as 2022-09-22T18:57:15Z."
        ),
        (
            #"{"name":"a","order_ids":[1],"since":"2022-10-01T00:00:00Z"}"#, 400, "InvalidParameter",
            "The pool would begin in 2022-10, which has not begun."
        ),
        (#"{"name":"a","order_ids":[9]}"#, 404, "UnknownOrder", "There is no order 9."),
        (
            #"{"name":"a","order_ids":[1,3]}"#, 409, "MixedPricePlans",
            "The orders of a pool have to be of one price plan; these are of 10000, 2."
        ),
    ])
    func `refuses other pools`(body: String, status: Int, code: String, expected: String) async throws {
        let server = try await ServerFixture()
        try await orders(server)
        let reply = await post(server, "sim-pools", body)
        #expect((reply.status, reply.errorCode) == (status, code))
        #expect(message(reply) == expected)
    }

    @Test func `keeps an order to one pool and to its account`() async throws {
        let server = try await ServerFixture()
        try await orders(server)
        let first = await post(server, "sim-pools", #"{"name":"a","order_ids":[1]}"#)
        let id = try #require(first.text.firstMatch(of: /"id":(\d+)/)?.1)
        let second = await post(server, "sim-pools", #"{"name":"b","order_ids":[2,1]}"#)
        #expect((second.status, second.errorCode) == (409, "OrderInPool"))
        #expect(message(second) == "Order 1 is in SIM pool \(id) already.")
        let foreign = await post(server, "sim-pools", #"{"name":"b","order_ids":[2]}"#, as: server.stranger)
        #expect((foreign.status, foreign.errorCode) == (404, "UnknownOrder"))
    }

    // MARK: Accounts and users

    @Test func `gives a new account a manager with a key that works`() async throws {
        let server = try await ServerFixture()
        let reply = await post(
            server, "accounts", #"{"name":"third","user":"boss"}"#, as: server.key(.administrator))
        #expect(reply.status == 201)
        let parts = try #require(
            reply.text.wholeMatch(
                of:
                    /\{"account":\{"name":"third","domain_id":"[0-9a-f]{32}"\},"user":\{"id":"[0-9a-f]{32}","name":"boss","role":"manager"\},"access_key_id":"(\w+)","secret_access_key":"(\w+)"\}/
            ), "\(reply.text)")
        let key = IssuedAccessKey(id: String(parts.1), secret: String(parts.2))
        #expect(
            await server.call("NumberPoolList", as: key).result == #"{"Total":0,"Limit":20,"Offset":0,"Records":[]}"#)
        let again = await post(
            server, "accounts", #"{"name":"third","user":"boss"}"#, as: server.key(.administrator))
        #expect((again.status, again.errorCode) == (409, "AccountExists"))
    }

    @Test(arguments: ["manager", "metering", "reader"])
    func `gives a new user its role`(role: String) async throws {
        let server = try await ServerFixture()
        let reply = await post(server, "users", #"{"name":"new","role":"\#(role)"}"#)
        #expect(reply.status == 201)
        #expect(reply.text.contains(#","name":"new","role":"\#(role)"},"access_key_id":"#))
        let again = await post(server, "users", #"{"name":"new","role":"\#(role)"}"#)
        #expect((again.status, again.errorCode) == (409, "UserExists"))
    }

    @Test func `refuses roles and names that cannot be given`() async throws {
        let server = try await ServerFixture()
        let promotion = await post(server, "users", #"{"name":"x","role":"administrator"}"#)
        #expect((promotion.status, promotion.errorCode) == (403, "AccessDenied"))
        for body in [#"{"name":"x","role":"owner"}"#, #"{"name":"x"}"#, #"{"name":"","role":"reader"}"#] {
            let reply = await post(server, "users", body)
            #expect((reply.status, reply.errorCode) == (400, "InvalidParameter"))
        }
        let long = String(repeating: "x", count: 65)
        for body in [#"{"name":"x"}"#, #"{"name":"\#(long)","user":"x"}"#] {
            let reply = await post(server, "accounts", body, as: server.key(.administrator))
            #expect((reply.status, reply.errorCode) == (400, "InvalidParameter"))
        }
    }

    @Test func `is for the roles that each operation declares`() async throws {
        let server = try await ServerFixture()
        let refused: [(String, Role)] = [
            ("accounts", .manager), ("accounts", .reader), ("accounts", .metering), ("users", .reader),
            ("users", .metering), ("price-plans", .reader), ("price-plans", .metering), ("sim-pools", .reader),
            ("sim-pools", .metering),
        ]
        for (path, role) in refused {
            let reply = await post(server, path, "{}", as: server.key(role))
            #expect((reply.status, reply.errorCode) == (403, "AccessDenied"))
        }
    }

    @Test func `never keeps a secret to answer a repetition with`() async throws {
        let server = try await ServerFixture()
        let headers = ["Idempotency-Key": "k"]
        for expected in [201, 409] {
            let reply = await server.request(
                .post, "/telepool/v1/users", #"{"name":"new","role":"reader"}"#, headers: .init(named: headers))
            #expect(reply.status == expected)
        }
    }
}
