package import HTTPTypes

extension HTTPField.Name {
    package static let xDate = known("X-Date")
    package static let xContentSHA256 = known("X-Content-Sha256")
    package static let xSecurityToken = known("X-Security-Token")
    package static let xSDKDate = known("X-Sdk-Date")
    package static let xSDKContentSHA256 = known("X-Sdk-Content-Sha256")

    /// A header name that is spelled out in the source.
    package static func known(_ name: StaticString) -> HTTPField.Name {
        guard let name = HTTPField.Name("\(name)") else {
            preconditionFailure("\(name) is no header name")
        }
        return name
    }
}

extension HTTPFields {
    /// The value of the first field of this name. The subscript joins all of them, which costs a copy.
    package func value(of name: HTTPField.Name) -> String? {
        first { $0.name == name }?.value
    }
}
