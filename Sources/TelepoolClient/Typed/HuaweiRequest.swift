/// The operations of Huawei Cloud GSL, called what the vendor calls them: requests with the answers that belong to them.
public enum Huawei {}

/// A request of Huawei Cloud GSL.
public protocol HuaweiRequest: RoutedRequest {}

extension HuaweiClient {
    /// Makes a call.
    ///
    /// - Throws: ``ClientError``, `CancellationError`.
    public func call<Request: HuaweiRequest>(_ request: Request) async throws -> Request.Response {
        let routed = try RoutedCall(request)
        return try await call(routed.method, routed.path, query: routed.query, body: routed.body).answer()
    }

    /// Everything that a request lists, page after page as it is needed.
    public func all<Request: HuaweiRequest & ListingRequest>(_ request: Request) -> Listing<Request> {
        Listing(first: request) { try await call($0) }
    }
}

/// A page of a list of Huawei Cloud GSL.
protocol HuaweiPage {
    /// How many elements a page has.
    var limit: Int { get }
    /// How many elements there are on all pages.
    var count: Int { get }
}

extension ListingRequest where Response: HuaweiPage {
    /// The number of the page behind this one, of which the first is 1; `nil` where there is none.
    func followingPage(after page: Response, at number: Int?) -> Int? {
        let number = number ?? 1
        // One that is empty though more are promised ends the list, or it would not end.
        return !Self.elements(of: page).isEmpty && number * page.limit < page.count ? number + 1 : nil
    }
}
