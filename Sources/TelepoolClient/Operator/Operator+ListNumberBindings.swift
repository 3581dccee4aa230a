extension Operator {
    /// Lists the bindings that a number has had, newest first.
    public struct ListNumberBindings: OperatorRequest, Decodable {
        public static let route = "GET /telepool/v1/numbers/{number}/bindings"

        public var number: String
        /// How many to pass over.
        public var offset: Int?
        /// How many at most.
        public var limit: Int?

        public init(number: String, offset: Int? = nil, limit: Int? = nil) {
            self.number = number
            self.offset = offset
            self.limit = limit
        }

        /// A page of the list.
        public struct Response: Codable, Hashable, Sendable {
            public var total: Int
            public var bindings: [Binding]
        }

        /// Who held the number, from when to when.
        public struct Binding: Codable, Hashable, Sendable {
            public var subID: String
            /// `axb`, `axn`, `axne`, `axyb` or `yb`.
            public var kind: String
            public var numberPoolNo: String
            public var phoneA: String
            /// Empty where there is none.
            public var phoneB: String
            public var from: String
            /// Empty while the binding is in force.
            public var to: String
            public var expires: String

            private enum CodingKeys: String, CodingKey {
                case subID = "sub_id"
                case kind
                case numberPoolNo = "number_pool_no"
                case phoneA = "phone_a"
                case phoneB = "phone_b"
                case from
                case to
                case expires
            }
        }
    }
}

extension Operator.ListNumberBindings: ListingRequest {
    public static func elements(of page: Response) -> [Binding] { page.bindings }

    public func next(after page: Response) -> Operator.ListNumberBindings? {
        guard let offset = followingOffset(after: page, at: self.offset) else { return nil }
        var next = self
        next.offset = offset
        return next
    }
}

extension Operator.ListNumberBindings.Response: CountedPage {}
