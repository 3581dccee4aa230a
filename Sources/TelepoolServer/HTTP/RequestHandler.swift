import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1
import TelepoolREST
import TelepoolSigning
import TelepoolTime

/// Collects a request, has it answered and writes the answer.
///
/// It runs on the connection's event loop, and so does the answering up to the point where it first has to wait. An
/// ordinary read never waits, so it is answered without the way to another thread and back, which would cost more than
/// the answer itself. What may take long waits elsewhere: writes have a queue of their own, and passwords are checked on
/// threads of their own.
///
/// A body that an operation takes piece by piece is handed on while it comes (`RequestHandler+stream.swift`).
final class RequestHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    enum State {
        case waiting
        case reading
        /// The body is still coming, piece by piece, and the answer is being found.
        case streaming
        case answering
        /// The connection is of no use any more; what still comes is thrown away.
        case ending
    }

    /// A request whose body is still coming.
    private struct Reading {
        var head: HTTPRequest
        var persistence: Persistence
        var isAfterShutdown: Bool
        var face: Face
        var body: [UInt8] = []
        var receivedAt: Timestamp
        var deadline: NIODeadline
        var hasTimer = false
    }

    /// What becomes of the connection after the answer.
    private enum Persistence {
        case ends
        /// Stays open, which goes without saying.
        case stays
        /// Stays open, which a client of HTTP/1.0 has to be told.
        case staysAnnounced
    }

    /// An answer that has to wait, because the client does not take what was written before.
    private struct Blocked {
        var reply: HTTPReply
        var method: HTTPRequest.Method
        var persistence: Persistence
    }

    let application: Application
    private let listener: Listener
    private let scheme: String
    let limits: HTTPConnection.Limits

    var state = State.waiting
    /// The request that is being read; beside the state, so that its body is appended to in place.
    private var reading: Reading?
    /// The body that is handed on while it comes.
    var stream: Stream?
    var lastActivity = NIODeadline.now()
    private var timer: Scheduled<Void>?
    private var remoteAddress = ""
    /// Nothing more can be read, because the client has said all it wants, or something that is no HTTP.
    private var isInputOver = false
    private var blocked: Blocked?

    init(application: Application, listener: Listener, scheme: String, limits: HTTPConnection.Limits) {
        self.application = application
        self.listener = listener
        self.scheme = scheme
        self.limits = limits
    }

    func channelActive(context: ChannelHandlerContext) {
        remoteAddress = context.remoteAddress?.ipAddress ?? ""
        schedule(context, at: lastActivity + limits.idleTimeout)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        state = .ending
        endStream(.abandoned, context)
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (unwrapInboundIn(data), state) {
        case (.head(let head), .waiting): begin(head, context)
        case (.body(let part), .reading): append(part, context)
        case (.end, .reading): answer(with: .complete(reading?.body ?? []), context)
        case (.body(let part), .streaming): handOn(part, context)
        case (.end, .streaming): endStream(nil, context)
        default: break
        }
    }

    /// What comes is no HTTP, or the client went away.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch state {
        case .reading: answer(with: .malformed, context)
        case .streaming: endStream(error is HTTPParserError ? .malformed : .abandoned, context)
        case .waiting where application.drain.isDraining: endDrained(context)
        case .waiting where error is HTTPParserError: refuseUnreadable(context)
        // The answer that is due still goes out.
        case .answering where error is HTTPParserError: isInputOver = true
        case .ending where error is HTTPParserError: break
        case .waiting, .answering, .ending: context.close(promise: nil)
        }
    }

    func read(context: ChannelHandlerContext) {
        if mayRead() { context.read() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .inputClosed? = event as? ChannelEvent {
            isInputOver = true
            switch state {
            case .waiting:
                context.flush()
                state = .ending
                end(context, lingering: true)
            case .reading, .streaming: context.close(promise: nil)
            case .answering, .ending: break
            }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable, let blocked {
            self.blocked = nil
            write(blocked.reply, to: blocked.method, blocked.persistence, context)
        }
        context.fireChannelWritabilityChanged()
    }
}

// MARK: - Request

extension RequestHandler {
    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        guard let request = try? HTTPRequest(head, secure: false, splitCookie: false) else {
            return refuseUnreadable(context)
        }
        let face = listener == .metrics ? .metrics : Face(path: head.uri.prefix { $0 != "?" })
        let now = NIODeadline.now()
        lastActivity = now
        state = .reading
        reading = Reading(
            head: request, persistence: Self.persistence(head), isAfterShutdown: application.drain.isDraining,
            face: face, receivedAt: .now, deadline: now + limits.bodyTimeout)
        guard Self.isComplete(head) else { return answer(with: .malformed, context) }
        // A length that is no integer is one that does not fit.
        let declared = request.headerFields.value(of: .contentLength).map { Int($0) ?? .max } ?? 0
        let isStreamed = application.takesStream(request, path: head.uri.prefix { $0 != "?" }, face: face)
        guard declared <= face.bodyLimit || isStreamed && declared < .max else {
            return answer(with: .tooLarge, context)
        }
        if request.headerFields.value(of: .expect)?.lowercased() == "100-continue" {
            let proceed = HTTPResponseHead(version: head.version, status: .continue)
            context.writeAndFlush(wrapOutboundOut(.head(proceed)), promise: nil)
        }
        if isStreamed { beginStream(context) }
    }

    /// Whether a head has what HTTP/1.1 asks for: a host, and no coding of the body but chunks.
    private static func isComplete(_ head: HTTPRequestHead) -> Bool {
        guard head.version == .http1_1 else { return true }
        let coding = head.headers["Transfer-Encoding"]
        return head.headers.contains(name: "Host") && coding.allSatisfy { $0.lowercased() == "chunked" }
    }

    private static func persistence(_ head: HTTPRequestHead) -> Persistence {
        // Behind these the parser takes nothing more for HTTP.
        guard head.isKeepAlive, head.method != .CONNECT, !head.headers.contains(name: "Upgrade") else { return .ends }
        return head.version == .http1_0 ? .staysAnnounced : .stays
    }

    private func append(_ part: ByteBuffer, _ context: ChannelHandlerContext) {
        guard let reading, reading.body.count + part.readableBytes <= reading.face.bodyLimit else {
            return answer(with: .tooLarge, context)
        }
        self.reading?.body.append(contentsOf: part.readableBytesView)
    }

    /// Has the request answered. The task runs here and now until it has to wait for something.
    func answer(with body: HTTPCall.Body, _ context: ChannelHandlerContext) {
        guard let reading else { return }
        self.reading = nil
        state = if case .stream = body { .streaming } else { .answering }
        let call = HTTPCall(
            head: reading.head, body: body, face: reading.face, remoteAddress: remoteAddress, scheme: scheme,
            receivedAt: reading.receivedAt, isAfterShutdown: reading.isAfterShutdown, listener: listener)
        let (application, persistence, eventLoop) = (application, reading.persistence, context.eventLoop)
        let (handler, context) = (NIOLoopBound(self, eventLoop: eventLoop), context.loopBound)
        Task.immediate {
            let reply = await application.respond(to: call)
            if eventLoop.inEventLoop {
                handler.value.write(reply, to: call.head.method, persistence, context.value)
            } else {
                eventLoop.execute {
                    handler.value.write(reply, to: call.head.method, persistence, context.value)
                }
            }
        }
    }
}

// MARK: - Answer

extension RequestHandler {
    private func write(
        _ reply: HTTPReply, to method: HTTPRequest.Method, _ persistence: Persistence, _ context: ChannelHandlerContext
    ) {
        guard state == .answering || state == .streaming else { return }
        guard context.channel.isWritable else {
            lastActivity = .now()
            return blocked = Blocked(reply: reply, method: method, persistence: persistence)
        }
        // Whether there is a rest of the body that nobody takes.
        let isCutOff = state == .streaming
        let persistence = reply.closesConnection || isInputOver || isCutOff ? .ends : persistence
        var head = HTTPResponseHead(version: .http1_1, status: HTTPResponseStatus(statusCode: reply.status))
        for field in reply.headers { head.headers.add(name: field.name.rawName, value: field.value) }
        if reply.status != 204 { head.headers.add(name: "Content-Length", value: String(reply.body.count)) }
        head.headers.add(name: "Date", value: HTTPDate.text(at: .now))
        switch persistence {
        case .ends: head.headers.add(name: "Connection", value: "close")
        case .stays: break
        case .staysAnnounced: head.headers.add(name: "Connection", value: "keep-alive")
        }

        let written = persistence == .ends ? context.eventLoop.makePromise(of: Void.self) : nil
        state = persistence == .ends ? .ending : .waiting
        lastActivity = .now()
        endStream(.abandoned, context)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if !reply.body.isEmpty, method != .head {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: reply.body)))), promise: nil)
        }
        context.write(wrapOutboundOut(.end(nil)), promise: written)
        if let written {
            written.futureResult.assumeIsolated().whenComplete { _ in
                self.end(context, lingering: reply.closesConnection || isCutOff)
            }
            context.flush()
        } else {
            // After the other requests that came in this round of the event loop have been answered: their clients are
            // woken together, which under load saves more than the answers cost.
            context.eventLoop.assumeIsolated().execute { context.flush() }
        }
    }

    /// Answers what is no HTTP and ends the connection.
    private func refuseUnreadable(_ context: ChannelHandlerContext) {
        state = .answering
        write(application.refuseUnreadable(from: remoteAddress), to: .get, .ends, context)
    }

    /// Ends a connection that the shutdown ends anyway. Nothing can be answered on it any more, but what was answered before
    /// may still have to go out.
    private func endDrained(_ context: ChannelHandlerContext) {
        context.flush()
        state = .ending
        end(context, lingering: false)
    }

    /// Ends the connection; lingering, where the client may still be sending, as it would not see the answer otherwise.
    private func end(_ context: ChannelHandlerContext, lingering: Bool) {
        guard lingering else { return context.close(promise: nil) }
        context.close(mode: .output, promise: nil)
        schedule(context, at: .now() + limits.lingerTime)
    }
}

// MARK: - Time

extension RequestHandler {
    /// One timer for each connection; it is late rather than set anew for each request.
    func schedule(_ context: ChannelHandlerContext, at deadline: NIODeadline) {
        timer?.cancel()
        timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.timeIsUp(context) }
    }

    /// A body that did not come together with its head has a deadline of its own.
    func channelReadComplete(context: ChannelHandlerContext) {
        if let reading, !reading.hasTimer {
            schedule(context, at: reading.deadline)
            self.reading?.hasTimer = true
        }
        context.fireChannelReadComplete()
    }

    private func timeIsUp(_ context: ChannelHandlerContext) {
        switch state {
        case .reading:
            guard let deadline = reading?.deadline, deadline > .now() else { return answer(with: .late, context) }
            schedule(context, at: deadline)
        case .streaming where blocked == nil: checkStream(context)
        case .ending: context.close(promise: nil)
        case .answering, .streaming:
            guard blocked == nil || lastActivity + limits.idleTimeout > .now() else {
                return context.close(promise: nil)
            }
            schedule(context, at: .now() + limits.idleTimeout)
        case .waiting:
            let deadline = lastActivity + limits.idleTimeout
            guard deadline > .now() else { return context.close(promise: nil) }
            schedule(context, at: deadline)
        }
    }
}
