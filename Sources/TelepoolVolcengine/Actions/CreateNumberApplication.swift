package import TelepoolDomain
package import TelepoolJSON
import TelepoolNumbering

/// Applies for numbers in a pool; an operator brings them or says no (`reference/volcengine-vms.md`, 5).
package struct CreateNumberApplication: VolcengineNumberAction {
    package static let access = Access.write(.manager)
    package static let poolParameters = ["NumberPoolNo"]

    private var pool: NumberPoolNo
    private var subServiceType: SubServiceType?
    private var details: NumberApplicationDetails
    private var cities: [NumberApplication.City]

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        pool = try parameters.pool()
        guard let type = try parameters.integer("NumberType", in: 0...1).flatMap(NumberType.init) else {
            throw .missingParameter("NumberType")
        }
        subServiceType = try parameters.filter(integer: "SubServiceType").map(SubServiceType.init(code:))
        details = NumberApplicationDetails(
            type: type, purpose: try parameters.text("NumberPurpose", limit: 64) ?? "",
            qualificationNo: try parameters.text("QualificationNo", limit: 64) ?? "",
            remark: try parameters.text("Remark", limit: 512) ?? "")
        cities = try Self.cities(parameters)
    }

    /// The list of cities: objects with `CityCode` and `NumberCount`.
    private static func cities(_ parameters: VolcengineParameters) throws(VolcengineError) -> [NumberApplication.City] {
        let name = "NumberApplicationCityItemList"
        guard let items = try parameters.objects(name), !items.isEmpty else { throw .missingParameter(name) }
        guard items.count <= 100 else { throw .invalidParameter(name) }
        var cities: [NumberApplication.City] = []
        for item in items {
            guard let code = try item.filter(text: "CityCode"), City.find(areaCode: code) != nil,
                let count = try item.integer("NumberCount", in: 1...1_000_000),
                !cities.contains(where: { $0.code == code })
            else { throw .invalidParameter(name) }
            cities.append(NumberApplication.City(code: code, applied: count))
        }
        return cities
    }

    package func perform(in scope: TenantScope) throws -> Result {
        let application = try scope.numberApplications.create(for: pool, details, cities: cities)
        guard subServiceType == nil || subServiceType == application.pool.subServiceType else {
            throw VolcengineError.invalidParameter("SubServiceType")
        }
        return Result(billID: application.billID)
    }

    package struct Result: JSONWritable {
        var billID: NumberApplicationID

        package func write(to json: inout JSONWriter) {
            json.object { $0.member("ApplyBillId", billID.rawValue) }
        }
    }
}
