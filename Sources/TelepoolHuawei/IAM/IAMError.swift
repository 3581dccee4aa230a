package import TelepoolDomain
import TelepoolJSON
import TelepoolREST

/// An error of IAM, in Keystone's shape (`reference/huawei-gsl.md`, 2.1 and 2.2).
package struct IAMError: RESTFailure, Equatable {
    /// The HTTP status, which the body repeats.
    package var status: Int
    package var message: String
    package var title: String

    package init(_ status: Int, _ title: String, _ message: String) {
        self.status = status
        self.title = title
        self.message = message
    }

    package static let invalidBody = IAMError(400, "Bad Request", "The request body is invalid")
    package static let wrongPassword = IAMError(401, "Unauthorized", "The username or password is wrong.")
    package static let invalidToken = IAMError(401, "Unauthorized", "The X-Auth-Token is invalid!")
    package static let forbidden = IAMError(403, "Forbidden", "You have no right to do this action")
    package static let unknownSubjectToken = IAMError(404, "Not Found", "X-Subject-Token is invalid in the request")
    package static let unknownPath = IAMError(404, "Not Found", "The API does not exist.")
    package static let otherMethods = unknownPath

    // Compatibility: the vendor names these statuses without a body, or not at all.

    package static let malformedRequest = invalidBody
    package static let repeatedDifferently = invalidBody
    package static let tokenExpired = invalidToken
    package static let requestTimeout = IAMError(408, "Request Timeout", "The request body did not arrive in time")
    package static let tooManyAttempts = IAMError(
        429, "Too Many Requests", "Too many failed attempts from this address. Try again later.")
    package static let throttled = IAMError(
        429, "Too Many Requests", "The account makes more requests than its limit allows.")
    package static let unexpected = IAMError(500, "Internal Server Error", "An unexpected error occurred")
    package static let unavailable = IAMError(
        503, "Service Unavailable", "The service is temporarily unavailable. Try again later.")

    package static func bodyTooLarge(limit: Int) -> IAMError {
        IAMError(413, "Request Entity Too Large", "The request body is larger than \(limit) bytes")
    }

    package static func forbidden(_ operation: String) -> IAMError {
        forbidden
    }

    /// - Parameter detail: what is wrong with a signature.
    package static func unauthorized(_ detail: String) -> IAMError {
        IAMError(401, "Unauthorized", "Incorrect IAM authentication information: \(detail)")
    }
}

extension IAMError {
    package var code: String { String(status) }

    package func body(requestID: String) -> [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.object("error") {
                $0.member("code", status)
                $0.member("message", message)
                $0.member("title", title)
            }
        }
        return json.bytes
    }

    /// Nothing that this face offers can break a rule of the domain.
    package init(_ error: DomainError) {
        self = .unexpected
    }
}
