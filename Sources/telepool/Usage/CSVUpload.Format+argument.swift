import ArgumentParser
import TelepoolClient

extension CSVUpload.Format: ExpressibleByArgument {
    /// What the name of a file, packed or not, says of its contents.
    init(fileName: String) {
        let name = fileName.hasSuffix(".gz") ? String(fileName.dropLast(3)) : fileName
        self = name.hasSuffix(".ndjson") || name.hasSuffix(".jsonl") ? .ndjson : .csv
    }
}
