import ArgumentParser
import TelepoolClient
import TelepoolOperator
import TelepoolTerminal

extension NumbersCommand {
    struct Move: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Move phone numbers into another pool; numbers that are bound or reserved stay where they are.",
            discussion: """
                The file is CSV whose first line is number. The exit code is 3 if some rows were rejected.
                """)

        @Option(
            help: ArgumentHelp("The number or the name of the pool that they go to.", valueName: "NP…"),
            completion: .numberPools)
        var to: String

        @Argument(help: "The file, or - for standard input.", completion: .file())
        var file: String

        @OptionGroup var change: ChangeOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let upload = CSVUpload(
                session.client, MoveNumbers.self, path: ["number_pool_no": try await session.numberPool(to)],
                query: change.query)
            try await ImportFile(path: file, console: session.console).send(through: upload)
        }
    }
}
