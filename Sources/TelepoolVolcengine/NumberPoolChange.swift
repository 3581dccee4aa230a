package import TelepoolDomain

/// What `UpdateNumberPoolV2` and its older form have in common.
package struct NumberPoolChange: Sendable {
    package var no: NumberPoolNo
    /// 1 … 31 Unicode scalars; `nil` leaves the name as it is.
    package var name: String?
    package var serviceType: ServiceType?
    package var subServiceType: SubServiceType?

    init(_ parameters: VolcengineParameters, requiresName: Bool) throws(VolcengineError) {
        no = NumberPoolNo(try parameters.requiredText("NumberPoolNo"))
        guard !no.rawValue.isEmpty else { throw .invalidParameter("NumberPoolNo") }
        name = requiresName ? try parameters.requiredText("Name") : try parameters.filter(text: "Name")
        if let name { try NumberPoolName.check(name, limit: 31) }
        serviceType = try parameters.filter(integer: "ServiceType").map(ServiceType.init(code:))
        subServiceType = try parameters.filter(integer: "SubServiceType").map(SubServiceType.init(code:))
    }

    func perform(in scope: TenantScope) throws {
        do {
            try scope.numberPools.update(no, name: name, serviceType: serviceType, subServiceType: subServiceType)
        } catch DomainError.mismatchedServiceTypes where subServiceType == nil {
            throw VolcengineError.invalidParameter("ServiceType")
        }
    }
}
