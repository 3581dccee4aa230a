import ArgumentParser
import TelepoolJSON
import TelepoolTerminal
import TelepoolTime

/// What the commands have in common that bind A to a number.
struct BindingRequest: ParsableArguments {
    @Option(help: ArgumentHelp("The number or the name of the pool.", valueName: "NP…"), completion: .numberPools)
    var pool: String

    @Option(help: "Party A.")
    var a: String

    @Option(help: "The number to bind. (default: one is selected)")
    var x: String?

    @Option(help: ArgumentHelp("For how many seconds from now on.", valueName: "seconds"))
    var seconds: Int64?

    @Option(help: ArgumentHelp("Until when, like 2026-09-22T18:57:15Z.", valueName: "time"))
    var expires: String?

    @Option(help: "The area code of the city that a number is selected of.")
    var cityCode: String?

    @Option(help: "What the binding is known as elsewhere, at most 128 characters.")
    var outId: String?

    @Option(help: "What is to be kept with it, at most 2048 characters.")
    var userData: String?

    @OptionGroup var change: ChangeOptions

    func validate() throws {
        guard (seconds == nil) != (expires == nil) else {
            throw ValidationError("Give either --seconds or --expires.")
        }
        if let expires, Timestamp(rfc3339: expires) == nil {
            throw ValidationError("--expires has to be like 2026-09-22T18:57:15Z.")
        }
    }

    /// Binds.
    ///
    /// - Parameters:
    ///   - action: the action of Volcengine that does.
    ///   - members: what else it takes.
    func send(
        _ action: String, in session: Session, _ members: KeyValuePairs<String, JSONValue?> = [:]
    ) async throws {
        let end = expires.flatMap { Timestamp(rfc3339: $0)?.seconds } ?? Timestamp.now.seconds + (seconds ?? 0)
        var body = JSONObject([
            "NumberPoolNo": .string(try await session.numberPool(pool)), "PhoneNoA": .string(a),
            "PhoneNoX": x.map(JSONValue.string), "ExpireTime": .integer(end),
            "CityCode": cityCode.map(JSONValue.string), "OutId": outId.map(JSONValue.string),
            "UserData": userData.map(JSONValue.string),
        ])
        body.members += JSONObject(members).members
        let answer = try await session.volcengine(action, body, isDryRun: change.dryRun)
        session.done(
            answer, key: "SubId", change: change, .bound, answer.text("SubId") ?? "", a,
            answer.text("PhoneNoX") ?? "")
    }
}
