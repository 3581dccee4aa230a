import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// A connection of the listener: HTTP/1.1, one request at a time, answered by a ``RequestHandler``.
struct HTTPConnection: ServerChildChannel {
    /// How patient a connection is, and how large a request's head may be.
    struct Limits: Sendable {
        /// How long a connection may be idle between requests, or take for the head of one.
        var idleTimeout = TimeAmount.seconds(60)
        /// How long the body of a request may take.
        var bodyTimeout = TimeAmount.seconds(30)
        /// How long is read on after a body was refused, so that the client sees the answer before the connection ends.
        var lingerTime = TimeAmount.seconds(2)
        /// The greatest size of a request's headers together, in bytes: enough for the largest tokens.
        var headerSize = 64 * 1024
        var headerCount = 200
    }

    struct Value: ServerChildChannelValue {
        let channel: any Channel
    }

    let application: Application
    let listener: Listener
    let scheme: String
    let limits: Limits

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            var decoder = NIOHTTPDecoderLimitConfiguration()
            decoder.maxHeaderFieldSize = limits.headerSize
            decoder.maxHeaderListSize = limits.headerSize
            decoder.maxHeaderFieldCount = limits.headerCount
            try channel.pipeline.syncOperations.configureHTTPServerPipeline(
                withPipeliningAssistance: true, withErrorHandling: false, withOutboundHeaderValidation: false,
                withEncoderConfiguration: .init(), withDecoderLimitConfiguration: decoder)
            try channel.pipeline.syncOperations.addHandler(
                RequestHandler(application: application, listener: listener, scheme: scheme, limits: limits))
            return Value(channel: channel)
        }
    }

    /// The handler answers; there is nothing left to do but to stay until the connection ends.
    func handle(value: Value, logger: Logger) async {
        try? await value.channel.closeFuture.get()
    }
}
