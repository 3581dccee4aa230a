import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension NumbersCommand {
    struct Release: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a reservation before its time.")

        @Argument(help: "The id of the reservation.")
        var reservation: Int64

        @OptionGroup var change: ChangeOptions

        @OptionGroup var server: ServerOptions

        func run(in session: Session) async throws {
            let answer = try await session.call(
                ReleaseNumberReservation.self, path: ["id": "\(reservation)"], change: change)
            session.done(answer, change: change, .reservationReleased, reservation)
        }
    }
}
