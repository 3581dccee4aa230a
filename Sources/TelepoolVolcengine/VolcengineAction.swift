package import TelepoolDomain
package import TelepoolJSON

/// An operation of Volcengine VMS: what it takes, what it does and what it answers.
///
/// The type is called what the vendor calls the operation; its name on the wire follows from that.
package protocol VolcengineAction: Sendable {
    associatedtype Result: JSONWritable

    /// What it does and who may call it.
    static var access: Access { get }

    /// The parameters that name the number pools that it is about, where it can be about no others: with a key that is
    /// limited to pools, nothing else can be called.
    static var poolParameters: [String] { get }

    /// Reads and checks the parameters, in the order of the contract.
    init(_ parameters: VolcengineParameters) throws(VolcengineError)

    /// Does it, in one transaction.
    ///
    /// - Throws: ``VolcengineError``, `DomainError`.
    func perform(in scope: TenantScope) throws -> Result

    /// What the operation answers for an error, where it has codes of its own.
    static func error(_ error: VolcengineError) -> VolcengineError
}

extension VolcengineAction {
    /// The name on the wire: the name of the type.
    package static var name: String { "\(Self.self)" }

    package static var poolParameters: [String] { [] }

    package static func error(_ error: VolcengineError) -> VolcengineError { error }

    /// Does it and writes what it answers.
    package func perform(in scope: TenantScope, writingTo json: inout JSONWriter) throws {
        try perform(in: scope).write(to: &json)
    }
}
