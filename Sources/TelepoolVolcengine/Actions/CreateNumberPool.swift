package import TelepoolDomain
package import TelepoolJSON

/// 新建号码池: creates an empty number pool (`reference/volcengine-vms.md`, 4.1).
package struct CreateNumberPool: VolcengineAction {
    package static let access = Access.write(.manager)

    /// 1 … 32 Unicode scalars.
    package var name: String
    package var serviceType: ServiceType
    package var subServiceType: SubServiceType

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        name = try parameters.requiredText("Name")
        try NumberPoolName.check(name, limit: 32)
        serviceType = try ServiceType(code: parameters.requiredInteger("ServiceType"))
        subServiceType = try SubServiceType(code: parameters.requiredInteger("SubServiceType"))
        guard subServiceType.serviceType == serviceType else { throw .invalidParameter("SubServiceType") }
    }

    package func perform(in scope: TenantScope) throws -> Result {
        Result(
            pool: try scope.numberPools.create(name: name, serviceType: serviceType, subServiceType: subServiceType))
    }

    package struct Result: JSONWritable {
        package var pool: NumberPool

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.member("Name", pool.name)
                $0.member("NumberPoolNo", pool.no.rawValue)
                $0.member("ServiceType", pool.serviceType.rawValue)
                $0.member("SubServiceType", pool.subServiceType.rawValue)
            }
        }
    }
}
