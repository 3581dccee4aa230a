import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Takes usage records in; a record that comes again counts once.
///
/// Columns: `record_id,iccid,at,bytes`; times are RFC 3339.
package struct ImportUsage: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/usage")
    package static let access = Access.write(.metering)
    /// The greatest usage of one record: a PB, so that sums cannot overflow.
    package static let greatestUsage: Int64 = 1 << 50

    private var records: CSVImport<UsageRecord>

    package init(_ request: RESTRequest) throws(OperatorError) {
        let columns = ["record_id", "iccid", "at", "bytes"]
        records = try CSVImport(request, columns: columns, anyOf: [Set(columns)], read: Self.record)
    }

    package func perform(in scope: TenantScope) throws -> ImportSummary {
        records.summary(try scope.usage.add(records.rows.map(\.value)))
    }

    private static func record(_ record: CSVRecord) throws(CSVRecord.Problem) -> UsageRecord {
        let id = try record.required("record_id", record["record_id"])
        guard id.unicodeScalars.count <= 128 else {
            throw CSVRecord.Problem(reason: "record_id has to be at most 128 characters")
        }
        let bytes = try record.required("bytes", record.digits("bytes", count: 1...19))
        guard let used = Int64(bytes), used <= greatestUsage else {
            throw CSVRecord.Problem(reason: "bytes has to be at most \(greatestUsage)")
        }
        return UsageRecord(
            id: id, card: .iccid(try record.required("iccid", record.digits("iccid", count: 19...20))),
            at: try record.required("at", record.time("at")), up: DataAmount(bytes: 0), down: DataAmount(bytes: used))
    }
}
