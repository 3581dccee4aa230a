import HTTPTypes
import TelepoolDomain
import TelepoolJSON
import TelepoolSQL
import TelepoolTime

/// `GET /healthz`: the process is alive. `GET /readyz`: the database answers, and the server takes requests.
struct HealthEndpoint: Sendable {
    let database: any SQLDatabase
    let clock: DomainClock
    let drain: Drain
    let requestIDs: RequestIDs

    func respond(to call: HTTPCall) async -> HTTPReply {
        guard call.head.method == .get || call.head.method == .head else {
            var refusal = reply(405, "method not allowed")
            refusal.allow([.get, .head])
            return refusal
        }
        guard call.path == "/readyz" else { return reply(200, "ok") }
        guard !drain.isDraining else { return reply(503, "shutting down") }
        return await database.isReachable() ? reply(200, "ready") : reply(503, "database unavailable")
    }

    private func reply(_ status: Int, _ text: String) -> HTTPReply {
        var json = JSONWriter()
        json.object {
            $0.member("status", text)
            if !clock.isReal {
                $0.member("warning", "the clock is a test clock, not the real one")
                $0.member("clock", clock.now.description)
            }
        }
        var reply = RESTReply.make(status: status, body: json.bytes, requestID: requestIDs.make())
        reply.headers[.cacheControl] = "no-store"
        return reply
    }
}
