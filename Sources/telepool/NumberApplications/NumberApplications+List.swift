import ArgumentParser
import TelepoolOperator
import TelepoolTerminal

extension NumberApplicationsCommand {
    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the applications, newest first.")

        @OptionGroup var options: ListOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            try await session.volcengineList(
                "QueryNumberApplyRecordList", [:],
                ListRendering.Layout([
                    "ApplyBillId", "ApplyStatusDesc", "NumberPoolNo", "NumberPoolName", "ApplyTime", "Notes",
                ]),
                limit: options.limit)
        }
    }
}
