import ArgumentParser
import TelepoolJSON
import TelepoolTerminal

extension NumbersCommand {
    struct Disable: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take numbers out of use for a while.",
            discussion: """
                It is done with all of them or with none.
                """)

        @Argument(help: "The numbers, at most 100.")
        var numbers: [String]

        @OptionGroup var change: ChangeOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let answer = try await session.volcengine(
                "EnableOrDisableNumber",
                ["EnableCode": 2, "NumberList": .array(numbers.map(JSONValue.string))], change: change)
            session.done(answer, change: change, .numbersDisabled, numbers.count)
        }
    }
}
