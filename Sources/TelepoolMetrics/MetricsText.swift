/// Metrics as Prometheus reads them: its text format, version 0.0.4.
///
/// A family begins with what it means and what kind it is; its samples follow. Labels are names and values in turn.
package struct MetricsText: Sendable {
    package enum Kind: String, Sendable {
        case counter
        case gauge
        case histogram
    }

    package typealias Labels = KeyValuePairs<String, String>

    package static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    package private(set) var bytes: [UInt8] = []
    private var name = ""

    package init() {
        bytes.reserveCapacity(64 * 1024)
    }

    /// Begins a family, to which the samples that follow belong.
    package mutating func family(_ name: String, _ kind: Kind, _ help: String) {
        self.name = name
        append("# HELP \(name) ")
        append(help, escapingQuotes: false)
        append("\n# TYPE \(name) \(kind.rawValue)\n")
    }

    package mutating func sample(_ labels: Labels, _ value: Int) {
        sample(labels, text: String(value))
    }

    package mutating func sample(_ labels: Labels, _ value: Double) {
        sample(labels, text: Self.text(of: value))
    }

    /// A sample of a family of histograms, in seconds.
    package mutating func sample(_ labels: Labels, _ histogram: Histogram) {
        let totals = histogram.totals
        for (bound, count) in zip(Histogram.bounds, totals.upToBounds) {
            append("_bucket", labels, upTo: Self.text(of: Double(bound) / 1_000_000), String(count))
        }
        append("_bucket", labels, upTo: "+Inf", String(totals.count))
        append("_sum", labels, upTo: nil, Self.text(of: Double(totals.microseconds) / 1_000_000))
        append("_count", labels, upTo: nil, String(totals.count))
    }

    /// A family of one sample without labels.
    package mutating func single(_ name: String, _ kind: Kind, _ help: String, _ value: Int) {
        family(name, kind, help)
        sample([:], value)
    }

    /// The same of a value that is no whole number.
    package mutating func single(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
        family(name, kind, help)
        sample([:], value)
    }
}

// MARK: - Bytes

extension MetricsText {
    private mutating func sample(_ labels: Labels, text: String) {
        append("", labels, upTo: nil, text)
    }

    private mutating func append(_ suffix: String, _ labels: Labels, upTo bound: String?, _ value: String) {
        append(name)
        append(suffix)
        var separator = "{"
        for (name, value) in labels {
            append("\(separator)\(name)=\"")
            append(value, escapingQuotes: true)
            append("\"")
            separator = ","
        }
        if let bound { append("\(separator)le=\"\(bound)\"") }
        append(labels.isEmpty && bound == nil ? " " : "} ")
        append(value)
        append("\n")
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Backslashes and line feeds are escaped everywhere, quotes in the values of labels only.
    private mutating func append(_ text: String, escapingQuotes: Bool) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): append("\\\\")
            case UInt8(ascii: "\n"): append("\\n")
            case UInt8(ascii: "\"") where escapingQuotes: append("\\\"")
            default: bytes.append(byte)
            }
        }
    }

    private static func text(of value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        // Whole numbers without a fraction, as Prometheus itself writes them.
        return Int(exactly: value).map(String.init) ?? "\(value)"
    }
}
