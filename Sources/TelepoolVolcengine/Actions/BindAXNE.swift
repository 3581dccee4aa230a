package import TelepoolDomain

/// Binds A to an extension of 1 to 8 digits of a number X; both are selected where they are not given
/// (`reference/volcengine-vms.md`, 4.6).
package struct BindAXNE: VolcengineNumberAction {
    package static let access = Access.write(.manager)
    package static let poolParameters = ["NumberPoolNo"]

    private var call: BindingCall

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        call = try BindingCall(parameters, .axne, number: .givenOrSelected)
        guard let phoneE = try parameters.filter(text: "PhoneNoE") else { return }
        guard (1...8).contains(phoneE.utf8.count), phoneE.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw .invalidParameter("PhoneNoE")
        }
        call.phoneE = phoneE
    }

    package func perform(in scope: TenantScope) throws -> BindingResult {
        try call.perform(in: scope)
    }
}
