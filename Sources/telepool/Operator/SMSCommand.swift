import ArgumentParser
import TelepoolClient
import TelepoolJSON
import TelepoolOperator

/// `telepool sms`
struct SMSCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sms", abstract: "Short messages that a gateway has to send.",
        subcommands: [Outbox.self, Claim.self, Result.self])

    struct Outbox: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the messages that have still to be sent, oldest first.",
            discussion: """
                One line for each: its id, when it was accepted, until when a gateway has it (or a dash), ICCID, number \
                and text, in which line ends and backslashes are written \\n, \\r and \\\\.
                """)

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            try await connection.withClient { client in
                var after: String? = "0"
                while let previous = after {
                    let answer = try await client.call(
                        ListSMSOutbox.self,
                        query: [("after", previous), ("limit", "\(ListSMSOutbox.greatestLimit)")], body: [])
                    printMessages(of: answer)
                    guard case .object(let page) = answer, case .number(let next)? = page["next"] else { return }
                    after = next
                }
            }
        }
    }

    struct Claim: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take messages to send; for some seconds no other gateway gets them.",
            discussion: "The messages are shown like those of the outbox.")

        @Option(help: "How many at most, 1 to 500.")
        var limit: Int64 = 100

        @Option(help: "For how many seconds, 1 to 3600.")
        var seconds: Int64 = 60

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            var json = JSONWriter()
            json.object {
                $0.member("limit", limit)
                $0.member("seconds", seconds)
            }
            printMessages(of: try await connection.withClient { try await $0.call(ClaimSMS.self, body: json.bytes) })
        }
    }

    struct Result: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell what came of a message; what was told first stands.")

        @Argument(help: "The id of the message.")
        var message: Int64

        @Argument(help: "delivered or failed.")
        var status: String

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            var json = JSONWriter()
            json.object { $0.member("status", status) }
            let answer = try await connection.withClient {
                try await $0.call(ReportSMSResult.self, path: ["id": "\(message)"], body: json.bytes)
            }
            printMembers(of: answer)
        }
    }
}

private func printMessages(of answer: JSONValue) {
    guard case .object(let object) = answer, case .array(let messages)? = object["messages"] else { return }
    for case .object(let message) in messages {
        let fields = ["id", "sent", "claimed_until", "iccid", "msisdn", "content"].map { name in
            switch message[name] ?? object[name] {
            case .string(let text)?, .number(let text)?: text
            default: "-"
            }
        }
        print(fields.map(singleLine).joined(separator: "  "))
    }
}

/// A text without line ends.
private func singleLine(_ text: String) -> String {
    var line = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\\": line += "\\\\"
        case "\n": line += "\\n"
        case "\r": line += "\\r"
        default: line.unicodeScalars.append(scalar)
        }
    }
    return line
}
