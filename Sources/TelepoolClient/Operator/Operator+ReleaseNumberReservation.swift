extension Operator {
    /// Ends a reservation before its time; the numbers that it still kept, which the answer tells, can be drawn at
    /// once.
    public struct ReleaseNumberReservation: OperatorRequest, Decodable {
        public typealias Response = NumberReservation

        public static let route = "DELETE /telepool/v1/number-reservations/{id}"

        public var id: Int

        public init(id: Int) {
            self.id = id
        }
    }
}
