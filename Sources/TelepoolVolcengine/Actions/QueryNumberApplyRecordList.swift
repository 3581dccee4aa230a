package import TelepoolDomain
package import TelepoolJSON
import TelepoolNumbering
import TelepoolTime

/// Lists applications for numbers, newest first (`reference/volcengine-vms.md`, 5).
package struct QueryNumberApplyRecordList: VolcengineNumberAction {
    package static let access = Access.read(.reader)

    private var filter: NumberApplicationFilter
    private var offset: Int64
    private var limit: Int64

    package init(_ parameters: VolcengineParameters) throws(VolcengineError) {
        filter = NumberApplicationFilter(
            billID: try parameters.filter(text: "ApplyBillId").map(NumberApplicationID.init),
            status: try parameters.filter(integer: "ApplyStatusCode"),
            subServiceType: try parameters.filter(integer: "SubServiceType"),
            // 0 is a type.
            type: try parameters.integer("NumberType"),
            applied: (
                try parameters.beijingTime("ApplyTimeLowerBound"), try parameters.beijingTime("ApplyTimeUpperBound")
            ),
            updated: (
                try parameters.beijingTime("UpdateTimeLowerBound"), try parameters.beijingTime("UpdateTimeUpperBound")
            ))
        (offset, limit) = try parameters.page()
    }

    package func perform(in scope: TenantScope) throws -> Result {
        Result(
            page: try scope.numberApplications.list(filter, offset: offset, limit: limit), offset: offset, limit: limit)
    }

    package struct Result: JSONWritable {
        var page: Page<NumberApplication>
        var offset: Int64
        var limit: Int64

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.array("Records", page.elements, Self.write)
                $0.member("Limit", limit)
                $0.member("Offset", offset)
                $0.member("Total", page.total)
            }
        }

        private static func write(to json: inout JSONWriter, _ application: NumberApplication) {
            json.object {
                $0.member("Id", application.id)
                $0.member("ApplyBillId", application.billID.rawValue)
                $0.member("ApplyTime", beijingTime: application.appliedAt)
                $0.member("ApplyStatusCode", application.status.rawValue)
                $0.member("ApplyStatusDesc", application.status.label)
                $0.member("SubServiceTypeCode", application.pool.subServiceType.rawValue)
                $0.member("SubServiceTypeDesc", application.pool.subServiceType.label)
                $0.member("NumberPoolNo", application.pool.no.rawValue)
                $0.member("NumberPoolName", application.pool.name)
                $0.member("NumberTypeCode", application.details.type.rawValue)
                $0.member("NumberTypeDesc", application.details.type.label)
                $0.member("QualificationNo", application.details.qualificationNo)
                $0.member("UpdateTime", beijingTime: application.updatedAt)
                $0.member("Notes", application.notes)
                $0.array("DetailList", application.cities) { json, city in
                    json.object {
                        $0.member("NumberLocation", City.find(areaCode: city.code)?.name ?? "")
                        $0.member("ApplyNumberCount", city.applied)
                        $0.member("ImportNumberCount", city.imported)
                    }
                }
            }
        }
    }
}

extension NumberApplicationStatus {
    /// The value of `ApplyStatusDesc` (`reference/volcengine-vms.md`, 4.0).
    fileprivate var label: String {
        switch self {
        case .submitted: "已提交"
        case .accepted: "受理中"
        case .succeeded: "购买成功"
        case .failed: "购买失败"
        case .partlySucceeded: "部分成功"
        }
    }
}

extension VolcengineParameters {
    /// A time in Beijing, `2022-09-23 02:57:15`.
    fileprivate func beijingTime(_ name: String) throws(VolcengineError) -> Timestamp? {
        guard let text = try filter(text: name) else { return nil }
        guard text.wholeMatch(of: /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/) != nil,
            let time = Timestamp(rfc3339: "\(text.replacing(" ", with: "T"))+08:00")
        else { throw .invalidParameter(name) }
        return time
    }
}
