import ArgumentParser
import HTTPTypes
import TelepoolClient
import TelepoolJSON
import TelepoolTerminal
import TelepoolURL

/// `telepool huawei`
struct HuaweiCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "huawei", abstract: "Call any operation of Huawei Cloud's interface.",
        discussion: """
            The request is signed as the cloud wants it, so this works for every operation, of a Telepool server and of \
            the real cloud: --endpoint https://gsl.cn-north-4.myhuaweicloud.com with a key of the cloud. It also calls \
            the operator API, whose paths begin with /telepool/v1. The answer is shown as JSON unless --output says \
            otherwise. An answer that refuses is shown, too, and the exit code tells of it.
            """)

    @Argument(help: "GET, POST, PUT, PATCH or DELETE.", completion: .list(["GET", "POST", "PUT", "PATCH", "DELETE"]))
    var method: String

    @Argument(help: "The path with its query: /v1/sim-pools?limit=10")
    var path: String

    @Argument(help: "The body as JSON, or - for standard input.")
    var body: String?

    @Option(
        name: .customLong("header"),
        help: ArgumentHelp("A further header field, such as X-Project-Id.", valueName: "name: value"))
    var headers: [String] = []

    @OptionGroup var cloud: CloudOptions

    @OptionGroup var server: ServerOptions

    func run(in session: Session) async throws {
        guard let method = HTTPRequest.Method(method.uppercased()) else {
            throw CommandError(.usage, .badMethod, method)
        }
        guard path.hasPrefix("/") else { throw CommandError(.usage, .badPath, path) }
        let bytes = try body.map(CloudOptions.body) ?? []
        let clouds = session.clouds.changing { configuration in
            if let token = cloud.sessionToken { configuration.sessionToken = token }
        }
        let answer = try await clouds.huawei(
            method, Self.encoded(path), body: bytes, headers: try headers.map(Self.header))
        session.console.showAnswer(answer.body, as: session.requestedFormat)
        if let refusal = answer.refusal { throw refusal }
    }

    /// What no path or query may hold as it is, such as Chinese characters and blanks, percent-encoded.
    static func encoded(_ target: String) -> String {
        target.unicodeScalars.map { scalar in
            scalar.value > 0x20 && scalar.value < 0x7F ? String(scalar) : PercentCoding.encode(String(scalar))
        }.joined()
    }

    private static func header(_ text: String) throws -> (name: String, value: String) {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let name = HTTPField.Name(String(parts[0])) else {
            throw CommandError(.usage, .badHeader, text)
        }
        return (name.rawName, String(parts[1].drop { $0 == " " }))
    }
}
