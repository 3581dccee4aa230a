import HTTPTypes
import TelepoolDomain
import TelepoolHuawei
import TelepoolJSON
import TelepoolREST
import Testing

struct `Routes` {
    struct Answer: JSONWritable {
        func write(to json: inout JSONWriter) { json.null() }
    }

    struct ShowCard: HuaweiOperation {
        static let route = Route(.get, "/v1/cards/{card_id}")
        static let access = Access.read(.reader)
        init(_ request: RESTRequest) throws(HuaweiError) {}
        func perform(in scope: TenantScope) -> Answer { Answer() }
    }

    struct CountCards: HuaweiOperation {
        static let route = Route(.get, "/v1/cards/count")
        static let access = Access.read(.reader)
        init(_ request: RESTRequest) throws(HuaweiError) {}
        func perform(in scope: TenantScope) -> Answer { Answer() }
    }

    struct ShowPart: HuaweiOperation {
        static let route = Route(.get, "/v1/cards/{card_id}/{part}")
        static let access = Access.read(.reader)
        init(_ request: RESTRequest) throws(HuaweiError) {}
        func perform(in scope: TenantScope) -> Answer { Answer() }
    }

    struct ShowName: HuaweiOperation {
        static let route = Route(.get, "/v1/cards/{card_id}/name")
        static let access = Access.read(.reader)
        init(_ request: RESTRequest) throws(HuaweiError) {}
        func perform(in scope: TenantScope) -> Answer { Answer() }
    }

    struct ShowBatch: HuaweiOperation {
        static let route = Route(.get, "/v1/cards/batch/{card_id}")
        static let access = Access.read(.reader)
        init(_ request: RESTRequest) throws(HuaweiError) {}
        func perform(in scope: TenantScope) -> Answer { Answer() }
    }

    private let routes = RouteTable([
        RegisteredOperation(ShowCard.self), RegisteredOperation(CountCards.self), RegisteredOperation(ShowPart.self),
        RegisteredOperation(ShowName.self), RegisteredOperation(ShowBatch.self),
    ])

    @Test(arguments: [
        (HTTPRequest.Method.get, "/v1/cards/count", "CountCards "), (.get, "/v1/cards/7", "ShowCard 7"),
        (.get, "/v1/cards/a%2Fb", "ShowCard a%2Fb"), (.post, "/v1/cards/7", #"not ["GET"]"#),
        (.post, "/v1/cards/count", #"not ["GET"]"#), (.get, "/v1/cards", "none"), (.get, "/v1/cards/", "none"),
        (.get, "/v1/cards/7/", "none"), (.get, "/v1//cards/7", "none"), (.get, "", "none"),
        (.get, "/v1/cards/7/part", "ShowPart 7"), (.get, "/v1/cards/7/name", "ShowName 7"),
        (.get, "/v1/cards/batch/7", "ShowBatch 7"), (.get, "/v1/cards/batch/name", "ShowBatch name"),
    ])
    func `are found by method and path, literal ones first`(
        method: HTTPRequest.Method, path: String, expected: String
    ) {
        let found =
            switch routes.match(method, path[...]) {
            case .found(let operation, let parameters): "\(operation.name) \(parameters["card_id"] ?? "")"
            case .otherMethods(let methods): "not \(methods.map(\.rawValue))"
            case .none: "none"
            }
        #expect(found == expected)
    }

    @Test func `give the path for values`() {
        #expect(ShowCard.route.path(["card_id": "a b/号"]) == "/v1/cards/a%20b%2F%E5%8F%B7")
        #expect(CountCards.route.path() == "/v1/cards/count")
    }
}
