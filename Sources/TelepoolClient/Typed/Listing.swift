/// A request that is answered with one page of a list.
public protocol ListingRequest: Sendable {
    associatedtype Response: Sendable
    associatedtype Element: Sendable

    /// What a page lists.
    static func elements(of page: Response) -> [Element]

    /// The request for the page that follows; `nil` behind the last one.
    func next(after page: Response) -> Self?
}

/// Everything that a request lists, in the order of the server, which is asked for a page when it is needed.
///
/// What is created or deleted meanwhile may be missing or come twice where the server counts elements, as the clouds do.
public struct Listing<Request: ListingRequest>: AsyncSequence, Sendable {
    public typealias Element = Request.Element

    let first: Request
    let call: @Sendable (Request) async throws -> Request.Response

    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(following: first, call: call)
    }

    public struct AsyncIterator: AsyncIteratorProtocol {
        /// The request for the next page.
        var following: Request?
        let call: @Sendable (Request) async throws -> Request.Response
        private var page: ArraySlice<Element> = []

        init(following: Request?, call: @escaping @Sendable (Request) async throws -> Request.Response) {
            self.following = following
            self.call = call
        }

        /// - Throws: ``ClientError``, `CancellationError`; nothing follows then.
        public mutating func next() async throws -> Element? {
            while page.isEmpty {
                guard let request = following else { return nil }
                following = nil
                let answer = try await call(request)
                page = Request.elements(of: answer)[...]
                following = request.next(after: answer)
            }
            return page.popFirst()
        }
    }
}

/// A page of a list that is asked for by how many elements stand before it.
protocol CountedPage {
    var total: Int { get }
}

extension ListingRequest where Response: CountedPage {
    /// How many elements stand before the page behind this one; `nil` where there is none.
    func followingOffset(after page: Response, at offset: Int?) -> Int? {
        let count = Self.elements(of: page).count
        let next = (offset ?? 0) + count
        // One that is empty though more are promised ends the list, or it would not end.
        return count > 0 && next < page.total ? next : nil
    }
}
