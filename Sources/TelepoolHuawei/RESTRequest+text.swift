import TelepoolREST
import TelepoolURL

extension RESTRequest {
    /// A parameter of the query that the contract has no whitelist for; what is empty counts as absent.
    ///
    /// - Parameter limit: how many characters it may have.
    func text(_ name: String, limit: Int) throws(HuaweiError) -> String? {
        guard let text = query[name], !text.isEmpty else { return nil }
        guard text.unicodeScalars.count <= limit else { throw .invalidParameter }
        return text
    }

    /// Texts of a parameter, repeated or separated by commas (`reference/huawei-gsl.md`, 1.9).
    ///
    /// - Parameter limit: how many there may be.
    func texts(_ name: String, limit: Int) throws(HuaweiError) -> [String] {
        let texts = query.values(of: name).flatMap { $0.split(separator: ",", omittingEmptySubsequences: true) }
        guard texts.count <= limit else { throw .invalidParameter }
        return texts.map(String.init)
    }
}

extension HuaweiBody {
    /// A text that clients also send as a number: a vendor's example does so.
    func spelled(_ name: String, length: ClosedRange<Int>) throws(HuaweiError) -> String? {
        guard has(name) else { return nil }
        if let number = try? integer(name, in: Int64.min...Int64.max) { return String(number) }
        return try text(name, length: length)
    }
}
