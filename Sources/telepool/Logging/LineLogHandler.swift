import Logging

/// Writes the messages of the service's loggers as lines.
struct LineLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    private let format: LogLine.Format

    init(format: LogLine.Format, level: Logger.Level, metadataProvider: Logger.MetadataProvider? = nil) {
        self.format = format
        self.metadataProvider = metadataProvider
        logLevel = level
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var line = LogLine(format, event.level, event.message.description)
        var metadata = metadata
        if let metadataProvider { metadata.merge(metadataProvider.get()) { $1 } }
        metadata.merge(event.metadata ?? [:]) { $1 }
        for (name, value) in metadata.sorted(by: { $0.key < $1.key }) {
            if case .stringConvertible(let number as Int) = value {
                line.add(name, number)
            } else {
                line.add(name, value.description)
            }
        }
        line.write()
    }
}
