import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Takes usage records in; a record that comes again counts once.
package struct ImportUsage: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/usage")
    package static let access = Access.write(.metering)
    package static let description = OperationDescription(
        "Takes usage records in; a record that comes again counts once.", body: body)
    /// The greatest usage of one record: a PB, so that sums cannot overflow.
    package static let greatestUsage: Int64 = 1 << 50

    private static let body = CSVBody(
        Input("record_id", .anyText(upTo: 128)), Input("iccid", .iccid), Input("at", .time),
        Input("bytes", .integer(0...greatestUsage)))

    private var records: CSVImport<UsageRecord>

    package init(_ request: RESTRequest) throws(OperatorError) {
        records = try Self.body.read(request) { id, iccid, time, bytes in
            UsageRecord(
                id: id, card: .iccid(iccid), at: time, up: DataAmount(bytes: 0), down: DataAmount(bytes: bytes))
        }
    }

    package func perform(in scope: TenantScope) throws -> ImportSummary {
        records.summary(try scope.usage.add(records.rows.map(\.value)))
    }
}
