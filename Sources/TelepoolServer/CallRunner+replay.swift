import Crypto
import TelepoolDomain
import TelepoolTime

extension CallRunner.Repetition {
    /// A signature is remembered a little longer than it is accepted, in seconds: nodes' clocks differ.
    private static let tolerance: Int64 = 60

    /// What makes a call the repetition of another: the name that its caller gave it and, where it was signed, the signature.
    ///
    /// A name under which the signature itself says nothing else is enough; any other could be exchanged by whoever sends the
    /// request again. Either is remembered for as long as the signature is accepted. A signature that does not cover the
    /// body is the same together with the same body only.
    ///
    /// - Parameters:
    ///   - name: the name, if there is one.
    ///   - isNameSigned: whether the signature covers it.
    ///   - request: everything that is asked for.
    init?(
        named name: IdempotentAnswers.Key?, isNameSigned: Bool, by caller: Caller, request: [UInt8], at now: Timestamp
    ) {
        var keys: [IdempotentAnswers.Key] = []
        let rest = (caller.signature?.expiresAt.seconds ?? 0) - now.seconds + Self.tolerance
        if var name {
            name.lifetime = max(name.lifetime, rest)
            keys.append(name)
        }
        if let signature = caller.signature, name == nil || !isNameSigned {
            var text = "Signature/\(caller.accessKeyID ?? "")/\(signature.signature)"
            if !signature.coversBody {
                text += "/\(SHA256.hash(data: request).map { String($0, radix: 36) }.joined(separator: "."))"
            }
            keys.append(IdempotentAnswers.Key(text: text, lifetime: rest))
        }
        guard !keys.isEmpty else { return nil }
        self.init(keys: keys, request: request)
    }
}
