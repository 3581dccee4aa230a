import TelepoolJSON
import TelepoolREST

extension OpenAPIDocument {
    /// Writes what several operations refer to.
    static func writeComponents(of operations: [DescribedOperation], to json: inout JSONWriter) {
        json.object("securitySchemes") { json in
            for scheme in SecurityScheme.allCases {
                json.key(scheme.rawValue)
                scheme.write(to: &json)
            }
        }
        json.object("parameters") { json in
            json.key("account")
            Input.account.description.writeParameter(in: "query", to: &json)
            json.key("dry_run")
            Input.dryRun.description.writeParameter(in: "query", to: &json)
            json.key("\(IdempotencyKey.header)")
            writeIdempotencyKey(to: &json)
        }
        json.object("headers") { json in
            json.object("X-Request-Id") {
                $0.member("description", "The id of the request, by which the log knows it.")
                $0.member("required", true)
                $0.key("schema")
                JSONSchema.string.write(to: &$0)
            }
            json.object("Retry-After") {
                $0.member("description", "After how many seconds to try again.")
                $0.member("required", true)
                $0.key("schema")
                JSONSchema.count.write(to: &$0)
            }
        }
        json.object("responses") { json in
            for errors in operations.flatMap(\.errors).withoutRepetitions {
                json.key(errors.name)
                errors.write(to: &json)
            }
        }
        json.object("schemas") { json in
            let schemas = operations.flatMap(\.response.namedSchemas) + [OperatorError.schema]
            for schema in schemas.withoutRepetitions {
                json.key(schema.name ?? "")
                schema.writeDefinition(to: &json)
            }
        }
    }

    private static func writeIdempotencyKey(to json: inout JSONWriter) {
        json.object {
            $0.member("name", "\(IdempotencyKey.header)")
            $0.member("in", "header")
            $0.member(
                "description",
                "Makes the call safe to repeat: for 24 hours another one with this key and the same contents is "
                    + "answered like the first and does nothing.")
            $0.key("schema")
            JSONSchema.string(IdempotencyKey.lengths).write(to: &$0)
        }
    }
}

extension OperatorError {
    /// What the body of an error looks like.
    static let schema = JSONSchema.object([
        "error": .object([
            "code": .string.about("What kind of error it is, for programs."),
            "message": .string.about("What was wrong and what is allowed, for people."),
        ]),
        "request_id": .string,
    ]).named("Error")
}

extension OperatorErrors {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("description", codes.map(\.name).joined(separator: " or ") + ".")
            json.object("headers") { json in
                for header in ["X-Request-Id"] + (status == 503 ? ["Retry-After"] : []) {
                    json.key(header)
                    json.reference("headers", header)
                }
            }
            json.object("content") { json in
                json.object("application/json") { json in
                    json.object("schema") { json in
                        json.key("allOf")
                        json.array { json in
                            OperatorError.schema.write(to: &json)
                            JSONSchema.object(["error": .object(["code": .choice(codes.map(\.name))])]).write(to: &json)
                        }
                    }
                }
            }
        }
    }
}

extension JSONSchema {
    /// The schemas that have names of their own, this one included.
    fileprivate var namedSchemas: [JSONSchema] {
        let inner =
            switch form {
            case .array(of: let element, count: _, isSet: _): element.namedSchemas
            case .object(let members): members.flatMap(\.schema.namedSchemas)
            case .string, .integer, .boolean, .choice: [JSONSchema]()
            }
        return name == nil ? inner : inner + [self.about("")]
    }
}
