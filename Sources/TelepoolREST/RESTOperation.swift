package import TelepoolDomain
package import TelepoolJSON

/// An operation of a REST face: where it is found, what it takes, what it does and what it answers.
package protocol RESTOperation: Sendable {
    /// How the face tells that something is wrong.
    associatedtype Failure: RESTFailure
    associatedtype Response: JSONWritable

    static var route: Route { get }
    /// What it does and who may call it.
    static var access: Access { get }
    /// The HTTP status of success.
    static var successStatus: Int { get }
    /// Whether the answer holds a secret, so that it must not be kept to answer a repeated call with.
    static var answersSecret: Bool { get }
    /// Whether it changes who may call, so that nothing that is remembered of that holds any more.
    static var changesAccess: Bool { get }
    /// Whether it may read for long, so that it must not hold up what else the server answers.
    static var isLong: Bool { get }

    /// Whether a call is only tried: everything is done, answered and undone.
    static func isDryRun(_ request: RESTRequest) throws(Failure) -> Bool

    /// The account on whose behalf the call is made, by its name or domain id; `nil` for the caller's own.
    static func account(_ request: RESTRequest) throws(Failure) -> String?

    /// A password in the request, whose slow hash is to be ready in ``RESTRequest/passwordHash`` when the request is read.
    static func password(_ request: RESTRequest) throws(Failure) -> String?

    /// The parameters in its path that name the pools that it is about, where it can be about no others: with a key that is
    /// limited to pools, nothing else can be called.
    static var poolParameters: [String] { get }

    /// Reads and checks the request.
    init(_ request: RESTRequest) throws(Failure)

    /// Does it, in one transaction.
    func perform(in scope: TenantScope) throws -> Response

    /// How the operation tells an error, where its contract has another word for it than the face.
    static func worded(_ failure: Failure) -> Failure
}

extension RESTOperation {
    package static var successStatus: Int { 200 }
    package static var answersSecret: Bool { false }
    package static var changesAccess: Bool { false }
    package static func isDryRun(_ request: RESTRequest) throws(Failure) -> Bool { false }
    package static var poolParameters: [String] {
        route.parameters.filter { ["number_pool_no", "sim_pool_id", "back_pool_id"].contains($0) }
    }
    package static func account(_ request: RESTRequest) throws(Failure) -> String? { nil }
    package static func password(_ request: RESTRequest) throws(Failure) -> String? { nil }
    package static var isLong: Bool { false }
    package static func worded(_ failure: Failure) -> Failure { failure }

    /// The name in logs and tables: the name of the type, which is the vendor's where there is one.
    package static var name: String { "\(Self.self)" }
}
