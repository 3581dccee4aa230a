import HTTPTypes
import TelepoolJSON
import TelepoolOperator
import TelepoolREST
import TelepoolServer
import TelepoolTestSupport
import Testing

/// The document that describes the operator API.
struct `The OpenAPI document` {
    private let document: JSONObject
    private let operations = OperatorOperations.types.map { DescribedOperation($0) }

    init() throws {
        document = try #require(JSONValue(parsing: OpenAPIDocument.bytes, depth: 64).object)
    }

    /// What the document says of an operation.
    private func entry(_ operation: DescribedOperation) throws -> JSONObject {
        let method = operation.route.method.rawValue.lowercased()
        return try #require(
            document["paths"]?.object?[operation.route.pattern]?.object?[method]?.object, "\(operation.route)")
    }

    @Test func `is served to anybody, and only read`() async throws {
        let server = try await ServerFixture()
        for method in [HTTPRequest.Method.get, .head] {
            let reply = await server.send(method, OpenAPIDocument.path)
            #expect((reply.status, reply.header("Content-Type")) == (200, "application/json"))
            #expect(reply.header("X-Request-Id") == reply.requestID)
            #expect(reply.body == OpenAPIDocument.bytes)
        }
        let other = await server.send(.post, OpenAPIDocument.path)
        #expect((other.status, other.errorCode, other.header("Allow")) == (405, "MethodNotAllowed", "GET, HEAD"))
    }

    @Test func `is of version 3.1, and of the program's`() {
        #expect(document["openapi"] == "3.1.0")
        #expect(document["info"]?.object?["version"] == .string(Version.current))
    }

    @Test func `has every operation once, and nothing else`() throws {
        let paths = try #require(document["paths"]?.object)
        let ids = paths.members.flatMap { path in
            path.value.object?.members.compactMap { $0.value.object?["operationId"]?.string } ?? []
        }
        #expect(ids.sorted() == OperatorOperations.all.map(\.name).sorted())
        #expect(Set(ids).count == ids.count)
        for operation in operations {
            #expect(try entry(operation)["operationId"] == .string(operation.name))
        }
    }

    @Test func `describes the parameters of each path, and names those of the query`() throws {
        for operation in operations {
            let parameters = try #require(try entry(operation)["parameters"]?.array).compactMap(\.object)
            let inPath = parameters.filter { $0["in"] == "path" }
            #expect(inPath.compactMap { $0["name"]?.string }.sorted() == operation.route.parameters.sorted())
            #expect(inPath.allSatisfy { $0["required"] == true })
            let names = parameters.compactMap { $0["name"]?.string }
            #expect(Set(names).count == names.count)
            #expect(parameters.contains { $0["$ref"] == "#/components/parameters/dry_run" })
        }
    }

    @Test func `refers to nothing that is not there`() throws {
        let references = Self.references(in: .object(document))
        #expect(!references.isEmpty)
        for reference in Set(references) {
            let place = reference.split(separator: "/").dropFirst().reduce(JSONValue.object(document)) { value, name in
                value.object?[String(name)] ?? .null
            }
            #expect(place != .null, "\(reference)")
        }
    }

    @Test func `uses every component`() throws {
        let references = Set(Self.references(in: .object(document)))
        for section in ["parameters", "headers", "responses", "schemas"] {
            for name in try #require(document["components"]?.object?[section]?.object).members.map(\.name) {
                #expect(references.contains("#/components/\(section)/\(name)"))
            }
        }
    }

    @Test func `has one schema under each name`() {
        var named: [String: JSONSchema] = [:]
        func check(_ schema: JSONSchema) {
            if let name = schema.name {
                #expect(named[name, default: schema].form == schema.form, "\(name)")
                named[name] = schema
            }
            switch schema.form {
            case .array(of: let element, count: _, isSet: _): check(element)
            case .object(let members): members.map(\.schema).forEach(check)
            case .string, .integer, .boolean, .choice: break
            }
        }
        for operation in operations { check(operation.response) }
    }

    @Test func `says each thing in whole sentences`() throws {
        for operation in operations {
            #expect(operation.description.summary.hasSuffix("."), "\(operation.name)")
            #expect(Set(operation.description.errors).count == operation.description.errors.count)
            let inputs =
                switch operation.description.body {
                case .json(let members, exactlyOneOf: _): members
                case .csv(let columns, anyOf: _): columns
                case nil: [InputDescription]()
                }
            for input in operation.description.parameters + inputs {
                #expect(input.about.isEmpty || input.about.hasSuffix("."), "\(operation.name): \(input.name)")
            }
        }
    }

    private static func references(in value: JSONValue) -> [String] {
        switch value {
        case .array(let elements): elements.flatMap(references)
        case .object(let object):
            object.members.flatMap { member in
                if member.name == "$ref", let text = member.value.string {
                    [text]
                } else {
                    references(in: member.value)
                }
            }
        case .null, .boolean, .number, .string: []
        }
    }
}

extension JSONValue {
    fileprivate var object: JSONObject? { if case .object(let object) = self { object } else { nil } }
    fileprivate var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
    fileprivate var string: String? { if case .string(let text) = self { text } else { nil } }
}
