import ArgumentParser
import HTTPTypes
import TelepoolJSON
import TelepoolTerminal

extension SIMsCommand {
    struct Stop: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Suspend a SIM card that is in use.",
            discussion: """
                It makes a work order, which may have to be approved.
                """)

        @Argument(help: "The ICCID of the card.")
        var iccid: String

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let answer = try await session.huawei(.post, "/v1/sim-cards/0/stop", ["iccid": .string(iccid)])
            session.done(answer, .workOrderRequested, answer.text("work_order_id") ?? "")
        }
    }
}
