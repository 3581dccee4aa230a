import HTTPTypes
package import Logging
import TelepoolSigning

/// What a request is part of, as its caller says in `traceparent` (W3C Trace Context, level 1): it stands in the log, so
/// that the request can be found from the caller's trace.
package struct TraceContext: Sendable, Equatable {
    /// That of the request which is being answered.
    @TaskLocal package static var current: TraceContext?

    /// 32 lower-case hexadecimal digits, not all of them zero.
    package let traceID: String
    /// The caller's span: 16 such digits.
    package let spanID: String

    /// - Returns: `nil` where the header is absent, stands there twice, or is not exactly what the standard says: what
    ///   is not understood is not kept.
    init?(_ head: HTTPRequest) {
        var values = head.headerFields.lazy.filter { $0.name == .traceparent }.makeIterator()
        guard let value = values.next()?.value, values.next() == nil else { return nil }
        self.init(parsing: value)
    }

    /// `00-<trace id>-<span id>-<flags>`; later versions may have more behind that.
    package init?(parsing text: String) {
        let bytes = Array(text.utf8)
        let dash = UInt8(ascii: "-")
        guard bytes.count >= 55, bytes[2] == dash, bytes[35] == dash, bytes[52] == dash,
            Self.isHexadecimal(bytes[0..<2]), Self.isHexadecimal(bytes[3..<35]), Self.isHexadecimal(bytes[36..<52]),
            Self.isHexadecimal(bytes[53..<55]), Self.isIdentifier(bytes[3..<35]), Self.isIdentifier(bytes[36..<52])
        else { return nil }
        switch (bytes[0], bytes[1]) {
        case (UInt8(ascii: "f"), UInt8(ascii: "f")): return nil
        case (UInt8(ascii: "0"), UInt8(ascii: "0")): guard bytes.count == 55 else { return nil }
        default: guard bytes.count == 55 || bytes[55] == dash else { return nil }
        }
        traceID = String(decoding: bytes[3..<35], as: UTF8.self)
        spanID = String(decoding: bytes[36..<52], as: UTF8.self)
    }

    private static func isHexadecimal(_ digits: ArraySlice<UInt8>) -> Bool {
        digits.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
        }
    }

    private static func isIdentifier(_ digits: ArraySlice<UInt8>) -> Bool {
        digits.contains { $0 != UInt8(ascii: "0") }
    }
}

extension Logger.MetadataProvider {
    /// Tells of whatever is logged while a request is answered which trace it is part of.
    package static let trace = Logger.MetadataProvider {
        guard let trace = TraceContext.current else { return [:] }
        return ["trace_id": .string(trace.traceID), "span_id": .string(trace.spanID)]
    }
}

extension HTTPField.Name {
    fileprivate static let traceparent = known("traceparent")
}
