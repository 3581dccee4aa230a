import NIOCore
import NIOHTTP1
import TelepoolREST

/// Bodies that are handed on while they come: the socket is read no faster than the operation takes them.
extension RequestHandler {
    /// A body that is being handed on.
    struct Stream {
        let body: RESTBody
        /// Whether the channel asked to be read while nothing more was wanted.
        var isReadHeld = false
    }

    /// Has the request answered while its body comes.
    func beginStream(_ context: ChannelHandlerContext) {
        let eventLoop = context.eventLoop
        let (handler, loopBound) = (NIOLoopBound(self, eventLoop: eventLoop), context.loopBound)
        let body = RESTBody {
            eventLoop.execute { handler.value.readOn(loopBound.value) }
        }
        stream = Stream(body: body)
        schedule(context, at: .now() + limits.bodyTimeout)
        answer(with: .stream(body), context)
    }

    func handOn(_ part: ByteBuffer, _ context: ChannelHandlerContext) {
        guard let stream else { return }
        lastActivity = .now()
        // What came so far is committed and can be sent again; a body may be too long to be waited for.
        guard !application.drain.isDraining else { return stream.body.end(.shutdown) }
        stream.body.give(Array(buffer: part))
    }

    /// Nothing more comes of the body, or nobody takes it any more.
    func endStream(_ interruption: RESTBody.Interruption?, _ context: ChannelHandlerContext) {
        guard let stream else { return }
        self.stream = nil
        stream.body.end(interruption)
        if state == .streaming, interruption == nil { state = .answering }
        if stream.isReadHeld { context.read() }
    }

    /// Whether the channel may be read now; if not, it is as soon as more is wanted.
    func mayRead() -> Bool {
        guard let stream, !stream.body.isWanted else { return true }
        self.stream?.isReadHeld = true
        return false
    }

    private func readOn(_ context: ChannelHandlerContext) {
        guard let stream, stream.isReadHeld else { return }
        self.stream?.isReadHeld = false
        lastActivity = .now()
        context.read()
    }

    /// Ends the wait for a client that has sent nothing for too long. While it is the server that is slow, no time runs.
    func checkStream(_ context: ChannelHandlerContext) {
        guard let stream else { return schedule(context, at: .now() + limits.idleTimeout) }
        if stream.isReadHeld { lastActivity = .now() }
        let deadline = lastActivity + limits.bodyTimeout
        guard deadline > .now() else {
            stream.body.end(.late)
            return schedule(context, at: .now() + limits.idleTimeout)
        }
        schedule(context, at: deadline)
    }
}
