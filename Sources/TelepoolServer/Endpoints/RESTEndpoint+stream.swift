import HTTPTypes
import TelepoolDomain
import TelepoolREST
import TelepoolURL

/// Operations that take their body piece by piece.
extension RESTEndpoint {
    /// Tells who calls before anything of the body is used, unless the signature covers the body: then it has to be
    /// here as a whole, and is no longer than any other. A call that is rehearsed, or that is recognised as a repetition
    /// and small enough, is done in one transaction, as those of other operations are.
    func performStreamed(
        _ operation: Operation, _ parameters: [String: String], _ call: HTTPCall, _ audit: inout CallAudit
    ) async throws(Failure) -> [UInt8] {
        var call = call
        var body = try self.body(of: call)
        if case .stream = call.body, authenticator.needsBody(call) {
            let (bytes, isAll) = try await collect(body)
            guard isAll else { throw .bodyTooLarge(limit: face.bodyLimit) }
            call.body = .complete(bytes)
            body = RESTBody(bytes)
        }
        let caller = try await authenticate(call, &audit)
        try admit(caller, to: operation, parameters, call)
        guard let query = Query(parsing: call.query), let pathParameters = Self.decode(parameters) else {
            throw .malformedRequest
        }
        var request = RESTRequest(
            pathParameters: pathParameters, query: query, headers: call.head.headerFields, baseURL: call.baseURL)
        let isDryRun = try operation.isDryRun(request)
        let principal = try await principal(caller, operation, request, audit)
        let isRepeatable = try repetition(of: call, by: caller, operation) != nil
        if isDryRun || isRepeatable {
            let (bytes, isAll) = try await collect(body)
            request.body = bytes
            var whole = isAll ? try operation.prepareWhole(request) : nil
            if isAll, isDryRun, whole == nil { whole = (try operation.prepare(request), 0) }
            if let (performance, rows) = whole {
                call.body = .complete(bytes)
                if !isDryRun { try await pace(rows, of: principal, isPatient: false) }
                return try await run(
                    operation, performance, call, principal, &audit,
                    repetition: try repetition(of: call, by: caller, operation), isDryRun: isDryRun)
            }
            guard !isDryRun else { throw .bodyTooLarge(limit: face.bodyLimit) }
            request.body = []
            body = RESTBody(bytes, continuedBy: isAll ? nil : body)
        }
        let stream = try operation.prepareStream(request)
        audit.describe(call)
        do {
            return try await stream(
                body,
                Transactions<Failure>(runner: runner, admission: admission, caller: principal, call: audit.call))
        } catch let error as Failure {
            throw error
        } catch let interruption as RESTBody.Interruption {
            throw Failure(interruption)
        } catch {
            throw Failure(runner.failure(error, requestID: audit.call.requestID))
        }
    }

    private func pace(_ rows: Int, of caller: Caller, isPatient: Bool) async throws(Failure) {
        do {
            try await admission.pace(rows, of: caller, isPatient: isPatient)
        } catch {
            throw .throttled
        }
    }

    /// As much of the body as an ordinary one may hold, in the time that one may take.
    private func collect(_ body: RESTBody) async throws(Failure) -> (bytes: [UInt8], isAll: Bool) {
        do {
            return try await body.collect(upTo: face.bodyLimit, within: .seconds(30))
        } catch let interruption as RESTBody.Interruption {
            throw Failure(interruption)
        } catch {
            throw .unexpected
        }
    }

    private func body(of call: HTTPCall) throws(Failure) -> RESTBody {
        if case .stream(let body) = call.body { return body }
        return RESTBody(try RESTReply.body(of: call, face: face, as: Failure.self))
    }
}

/// The transactions of one call.
private struct Transactions<Failure: RESTFailure>: RESTTransactions {
    let runner: CallRunner
    let admission: Admission
    let caller: Caller
    let call: AuditCall

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (TenantScope) throws -> Result
    ) async throws -> Result {
        do {
            return try await runner.write(
                caller.account, isAdministrator: caller.isAdministrator, as: call, body)
        } catch {
            throw Failure(runner.failure(error, requestID: call.requestID))
        }
    }

    func pace(_ rows: Int) async throws {
        do {
            try await admission.pace(rows, of: caller, isPatient: true)
        } catch is Admission.Refusal {
            throw Failure.throttled
        }
    }
}
