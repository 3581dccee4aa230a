import ArgumentParser
import TelepoolClient
import TelepoolJSON
import TelepoolTerminal
import TelepoolVolcengine

/// `telepool volc`
struct VolcCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "volc", abstract: "Call any action of Volcengine's interface.",
        discussion: """
            The request is signed as the cloud wants it, so this works for every action, of a Telepool server and of the \
            real cloud: --endpoint https://open.volcengineapi.com with a key of the cloud. The whole answer is shown, as \
            JSON unless --output says otherwise. An answer that refuses is shown, too, and the exit code tells of it.
            """)

    @Argument(help: "The action.", completion: .list(VolcengineActions.all.map { $0.name }.sorted()))
    var action: String

    @Argument(help: "The body as JSON, or - for standard input.")
    var body = "{}"

    @Option(name: .customLong("api-version"), help: "The version of the action.")
    var version = VolcengineActions.version

    @Option(help: "The region that the request is signed for. (default: TELEPOOL_REGION, the profile's, or cn-beijing)")
    var region: String?

    @Option(help: "The service that the request is signed for.")
    var service = "vms"

    @OptionGroup var cloud: CloudOptions

    @OptionGroup var server: ServerOptions

    func run(in session: Session) async throws {
        let bytes = try CloudOptions.body(body)
        let clouds = session.clouds.changing { configuration in
            configuration.service = service
            if let region { configuration.region = region }
            if let token = cloud.sessionToken { configuration.sessionToken = token }
        }
        let answer = try await clouds.volcengine(action, version: version, body: bytes)
        session.console.showAnswer(answer.body, as: session.requestedFormat)
        if let refusal = answer.refusal { throw refusal }
    }
}
