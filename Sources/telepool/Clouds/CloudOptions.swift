import ArgumentParser
import Foundation
import TelepoolJSON
import TelepoolTerminal

/// What the commands take that call any operation of a cloud's interface.
struct CloudOptions: ParsableArguments {
    @Option(help: "The token that goes with temporary keys. (default: TELEPOOL_SESSION_TOKEN, or the profile's)")
    var sessionToken: String?

    /// The body that an argument stands for: itself, or standard input for a dash.
    ///
    /// - Throws: ``CommandError`` where it is no JSON.
    static func body(_ argument: String) throws -> [UInt8] {
        let bytes = argument == "-" ? Array(FileHandle.standardInput.readDataToEndOfFile()) : Array(argument.utf8)
        do {
            _ = try JSONValue(parsing: bytes)
        } catch {
            throw CommandError(.usage, .notJSON, "\(error)")
        }
        return bytes
    }
}

extension Console {
    /// Shows the answer of a cloud as it is, as JSON where nothing else is asked for.
    func showAnswer(_ body: JSONValue, as requested: OutputFormat?) {
        switch (requested ?? .json, body) {
        case (_, .null): break
        case (.yaml, _): write(YAML.document(body))
        case (.json, _): write(body.indented + "\n")
        case (let format, .object(let object)):
            var record = object
            if case .object(let result)? = object["Result"] { record = result }
            write(RecordRendering.text(record, as: format, in: language))
        default: write(body.indented + "\n")
        }
    }
}
