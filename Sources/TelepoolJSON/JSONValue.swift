/// A JSON document as it was received: members in their order, numbers in their own spelling.
package enum JSONValue: Sendable, Equatable {
    case null
    case boolean(Bool)
    /// A number as it was written, so that nothing is lost: `1e2`, `101.0`, `18446744073709551616`.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

/// An object whose names are all different, in the order of the document.
package struct JSONObject: Sendable, Equatable {
    /// One name with its value.
    package struct Member: Sendable, Equatable {
        package var name: String
        package var value: JSONValue

        package init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    package var members: [Member]

    package init(members: [Member] = []) {
        self.members = members
    }

    /// The value of the member `name`, or `nil` where there is none.
    package subscript(name: String) -> JSONValue? {
        members.first { $0.name == name }?.value
    }
}
