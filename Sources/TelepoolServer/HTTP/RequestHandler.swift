import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1
import TelepoolSigning
import TelepoolTime

/// Collects a request, has it answered and writes the answer.
///
/// It runs on the connection's event loop, and so does the answering up to the point where it first has to wait. An
/// ordinary read never waits, so it is answered without the way to another thread and back, which would cost more than
/// the answer itself. What may take long waits elsewhere: writes have a queue of their own, and passwords are checked on
/// threads of their own.
final class RequestHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        case waiting
        case reading
        case answering
        /// The connection is of no use any more; what still comes is thrown away.
        case ending
    }

    /// A request whose body is still coming.
    private struct Reading {
        var head: HTTPRequest
        var isKeepAlive: Bool
        var isAfterShutdown: Bool
        var limit: Int
        var body: [UInt8] = []
        var receivedAt: Timestamp
        var deadline: NIODeadline
        var hasTimer = false
    }

    private let application: Application
    private let scheme: String
    private let limits: HTTPConnection.Limits

    private var state = State.waiting
    /// The request that is being read; beside the state, so that its body is appended to in place.
    private var reading: Reading?
    private var lastActivity = NIODeadline.now()
    private var timer: Scheduled<Void>?
    private var remoteAddress = ""
    private var isInputClosed = false

    init(application: Application, scheme: String, limits: HTTPConnection.Limits) {
        self.application = application
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
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (unwrapInboundIn(data), state) {
        case (.head(let head), .waiting): begin(head, context)
        case (.body(let part), .reading): append(part, context)
        case (.end, .reading): answer(with: .complete(reading?.body ?? []), context)
        default: break
        }
    }

    /// What comes is no HTTP, or the client went away.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch state {
        case .reading: answer(with: .malformed, context)
        case .waiting where error is HTTPParserError: refuseUnreadable(context)
        case .waiting, .answering, .ending: context.close(promise: nil)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .inputClosed? = event as? ChannelEvent {
            isInputClosed = true
            if case .answering = state {} else { context.close(promise: nil) }
        }
        context.fireUserInboundEventTriggered(event)
    }
}

// MARK: - Request

extension RequestHandler {
    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        guard let request = try? HTTPRequest(head, secure: false, splitCookie: false) else {
            return refuseUnreadable(context)
        }
        let face = Face(path: head.uri.prefix { $0 != "?" })
        let now = NIODeadline.now()
        lastActivity = now
        state = .reading
        reading = Reading(
            head: request, isKeepAlive: head.isKeepAlive, isAfterShutdown: application.drain.isDraining,
            limit: face.bodyLimit, receivedAt: .now, deadline: now + limits.bodyTimeout)
        let declared = request.headerFields.value(of: .contentLength).flatMap(Int.init)
        guard declared ?? 0 <= face.bodyLimit else { return answer(with: .tooLarge, context) }
        if request.headerFields.value(of: .expect)?.lowercased() == "100-continue" {
            let proceed = HTTPResponseHead(version: head.version, status: .continue)
            context.writeAndFlush(wrapOutboundOut(.head(proceed)), promise: nil)
        }
    }

    private func append(_ part: ByteBuffer, _ context: ChannelHandlerContext) {
        guard let reading, reading.body.count + part.readableBytes <= reading.limit else {
            return answer(with: .tooLarge, context)
        }
        self.reading?.body.append(contentsOf: part.readableBytesView)
    }

    /// Has the request answered. The task runs here and now until it has to wait for something.
    private func answer(with body: HTTPCall.Body, _ context: ChannelHandlerContext) {
        guard let reading else { return }
        self.reading = nil
        state = .answering
        let call = HTTPCall(
            head: reading.head, body: body, remoteAddress: remoteAddress, scheme: scheme,
            receivedAt: reading.receivedAt, isAfterShutdown: reading.isAfterShutdown)
        let (application, isKeepAlive, eventLoop) = (application, reading.isKeepAlive, context.eventLoop)
        let (handler, context) = (NIOLoopBound(self, eventLoop: eventLoop), context.loopBound)
        Task.immediate {
            let reply = await application.respond(to: call)
            if eventLoop.inEventLoop {
                handler.value.write(reply, to: call.head.method, isKeepAlive: isKeepAlive, context.value)
            } else {
                eventLoop.execute {
                    handler.value.write(reply, to: call.head.method, isKeepAlive: isKeepAlive, context.value)
                }
            }
        }
    }
}

// MARK: - Answer

extension RequestHandler {
    private func write(
        _ reply: HTTPReply, to method: HTTPRequest.Method, isKeepAlive: Bool, _ context: ChannelHandlerContext
    ) {
        guard case .answering = state else { return }
        let ends = reply.closesConnection || !isKeepAlive || isInputClosed
        var head = HTTPResponseHead(version: .http1_1, status: HTTPResponseStatus(statusCode: reply.status))
        for field in reply.headers { head.headers.add(name: field.name.rawName, value: field.value) }
        if reply.status != 204 { head.headers.add(name: "Content-Length", value: String(reply.body.count)) }
        head.headers.add(name: "Date", value: HTTPDate.text(at: .now))
        if ends { head.headers.add(name: "Connection", value: "close") }

        let written = ends ? context.eventLoop.makePromise(of: Void.self) : nil
        state = ends ? .ending : .waiting
        lastActivity = .now()
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if !reply.body.isEmpty, method != .head {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: reply.body)))), promise: nil)
        }
        context.write(wrapOutboundOut(.end(nil)), promise: written)
        // After the other requests that came in this round of the event loop have been answered: their clients are woken
        // together, which under load saves more than the answers cost.
        context.eventLoop.assumeIsolated().execute { context.flush() }
        written?.futureResult.assumeIsolated().whenComplete { _ in self.end(context, lingering: reply.closesConnection)
        }
    }

    /// Answers what is no HTTP and ends the connection.
    private func refuseUnreadable(_ context: ChannelHandlerContext) {
        state = .answering
        write(UnreadableRequest.reply(at: .now), to: .get, isKeepAlive: false, context)
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
    private func schedule(_ context: ChannelHandlerContext, at deadline: NIODeadline) {
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
        case .ending: context.close(promise: nil)
        case .answering: schedule(context, at: .now() + limits.idleTimeout)
        case .waiting:
            let deadline = lastActivity + limits.idleTimeout
            guard deadline > .now() else { return context.close(promise: nil) }
            schedule(context, at: deadline)
        }
    }
}
