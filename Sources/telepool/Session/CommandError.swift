import ArgumentParser
import TelepoolClient
import TelepoolTerminal

/// Why a command ends, in words of ``Message``, with a status of its own.
struct CommandError: Error {
    var status: ExitStatus
    var message: Message
    var values: [any CustomStringConvertible & Sendable]

    init(_ status: ExitStatus, _ message: Message, _ values: any CustomStringConvertible & Sendable...) {
        self.status = status
        self.message = message
        self.values = values
    }
}

extension Console {
    /// Runs `body`; what goes wrong is told with what to do next, and ends the command with its status.
    ///
    /// - Parameter endpoint: the server that is called.
    func reporting(endpoint: String = "", _ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as CommandError {
            throw end(error.status, language.text(error.message, values: error.values))
        } catch let failure as OperatorClient.Failure {
            throw end(failure, endpoint: endpoint)
        }
    }

    private func end(_ failure: OperatorClient.Failure, endpoint: String) -> ExitCode {
        switch failure {
        case .invalidEndpoint(let text):
            return end(.usage, language.text(.invalidEndpoint, text), advice: language.text(.adviceEndpoint))
        case .unreachable(let reason):
            return end(
                .unavailable, language.text(.unreachable, reason), advice: language.text(.adviceUnreachable, endpoint))
        case .unreadableAnswer(let status):
            let known = ExitStatus(status: status)
            return end(
                known == .unavailable ? .unavailable : .failure, language.text(.unreadableAnswer, status),
                advice: language.text(.adviceEndpoint))
        case .unusableCredentials, .invalidMethod: return end(.usage, "\(failure)")
        case .refused(let refusal):
            let (status, code, message) = (refusal.status, refusal.code, refusal.message)
            // The one code of Huawei Cloud's interface for what does not exist, which has another's status.
            let known = code == "GSL.00014003" ? ExitStatus.notFound : ExitStatus(status: status)
            let advice = status == 401 ? Message.adviceKey : known.advice
            return end(known, "\(message) (\(code), \(status))", advice: advice.map { language.text($0) })
        }
    }

    private func end(_ status: ExitStatus, _ text: String, advice: String? = nil) -> ExitCode {
        complain(language.text(.error, PlainText.singleLine(text)) + "\n")
        if let advice { complain(advice + "\n") }
        return ExitCode(status.rawValue)
    }
}
