import Logging

/// Writes the messages of the service's loggers as lines.
struct LineLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    private let format: LogLine.Format

    init(format: LogLine.Format, level: Logger.Level) {
        self.format = format
        logLevel = level
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var line = LogLine(format, event.level, event.message.description)
        for (name, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }).sorted(by: {
            $0.key < $1.key
        }) {
            if case .stringConvertible(let number as Int) = value {
                line.add(name, number)
            } else {
                line.add(name, value.description)
            }
        }
        line.write()
    }
}
