import HTTPTypes
import TelepoolDomain
import TelepoolMetrics
import TelepoolOperator

/// Who may read `GET /metrics`.
package enum MetricsAccess: Sendable {
    /// Administrators, who sign or send a token: the metrics are about all accounts.
    case administrators
    case everyone
    /// Whoever reaches the listener that has nothing else; the others do not know the path.
    case ownListener
}

/// `GET /metrics`
struct MetricsEndpoint: Sendable {
    static let path = "/metrics"

    let metrics: ServerMetrics
    let access: MetricsAccess
    let leases: @Sendable () -> ServerMetrics.Leases?
    let authenticator: HuaweiAuthenticator
    let runner: CallRunner
    let requestIDs: RequestIDs

    func respond(to call: HTTPCall) async -> HTTPReply {
        let requestID = requestIDs.make()
        do throws(OperatorError) {
            guard call.path == Self.path else { throw .unknownPath }
            guard call.head.method == .get || call.head.method == .head else { throw .otherMethods }
            if call.listener == .main, access == .administrators { try await admit(call, requestID: requestID) }
        } catch {
            var reply = RESTReply.make(error, requestID: requestID)
            if reply.status == 405 { reply.allow([.get, .head]) }
            return reply
        }
        var reply = RESTReply.make(
            status: 200, body: await metrics.text(leases: leases()), requestID: requestID)
        reply.headers[.contentType] = MetricsText.mediaType
        reply.headers[.cacheControl] = "no-store"
        return reply
    }

    private func admit(_ call: HTTPCall, requestID: String) async throws(OperatorError) {
        let caller: Caller
        do {
            caller = try await authenticator.authenticate(call)
        } catch HuaweiAuthenticator.Refusal.unauthorized(let detail) {
            throw .unauthorized(detail)
        } catch HuaweiAuthenticator.Refusal.tokenExpired {
            throw .tokenExpired
        } catch {
            throw OperatorError(runner.failure(error, requestID: requestID))
        }
        guard caller.may(call: "ShowMetrics", .read(.administrator), from: call.remoteAddress, pools: { [] }) else {
            throw .forbidden("reading metrics")
        }
    }
}
