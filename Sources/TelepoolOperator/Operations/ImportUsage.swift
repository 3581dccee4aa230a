import HTTPTypes
package import TelepoolDomain
import TelepoolJSON
package import TelepoolREST
import TelepoolURL

/// Takes usage records in, any number of them, batch by batch; a record that comes again counts once.
///
/// CSV with the columns `record_id`, one of `iccid`, `imsi` and `msisdn`, `at` (RFC 3339), `bytes` or `up_bytes` and
/// `down_bytes`, and `source` if wanted; or NDJSON with members of the same names. Both may be gzip.
package struct ImportUsage: OperatorOperation, RESTStreamOperation {
    package static let route = Route(.post, "/telepool/v1/usage")
    package static let access = Access.write(.metering)
    package static let description = OperationDescription(
        "Takes usage records in, any number of them; a record of a source that comes again counts once.",
        details: """
            Also NDJSON (application/x-ndjson), an object with members of these names on each line, and both with the \
            content encoding gzip. Bodies of any length are taken in batches, each of which is durable when the next is \
            begun, unless the request is signed over its body.
            """, parameters: parameters, body: columns)

    private static let parameters = Parameters(
        Input(
            "source", .anyText(upTo: UsageRecord.longestSource), default: "",
            "Who reports records that do not say it themselves."))
    private static let columns = CSVBody(
        Input("record_id", .anyText(upTo: UsageRecord.longestID)), Input(optional: "iccid", .iccid),
        Input(optional: "imsi", .digits(14...15)), Input(optional: "msisdn", .digits(5...20)), Input("at", .time),
        Input(optional: "bytes", .integer(0...UsageRecord.greatestAmount), "Counts as down."),
        Input(optional: "up_bytes", .integer(0...UsageRecord.greatestAmount)),
        Input(optional: "down_bytes", .integer(0...UsageRecord.greatestAmount)),
        Input("source", .anyText(upTo: UsageRecord.longestSource), default: ""),
        anyOf: ["iccid", "imsi", "msisdn"].flatMap { card in
            [["bytes"], ["up_bytes", "down_bytes"]].map { ["record_id", card, "at"] + $0 }
        })

    package private(set) var fitsOneTransaction = true
    package var rows: Int { batch?.rows ?? 0 }

    private let format: UsageFormat
    private let source: String
    /// The first batch of a body that is here.
    private var batch: UsageBatch?

    package init(_ request: RESTRequest) throws(OperatorError) {
        format = try UsageFormat(request)
        do throws(UsageProblem) {
            let text = Array((request.query["source"] ?? "").utf8)
            source = try UsageRecord.text(text[...], "source", limit: UsageRecord.longestSource)
        } catch {
            throw .invalidParameter("\(error.reason).")
        }
        guard !request.body.isEmpty else { return }
        var reader = UsageReader(format, source: source)
        (batch, fitsOneTransaction) = try reader.first(of: request.body)
    }

    package func perform(in scope: TenantScope) throws -> ImportSummary {
        guard fitsOneTransaction else {
            throw OperatorError.invalidParameter("At most \(UsageBatch.limit) records can be rehearsed.")
        }
        guard let batch else {
            var reader = UsageReader(format, source: source)
            return try reader.first(of: []).0.summary([])
        }
        return batch.summary(try scope.usage.add(batch.records))
    }

    package func perform(_ body: RESTBody, in transactions: any RESTTransactions) async throws -> ImportSummary {
        var reader = UsageReader(format, source: source)
        var progress = Progress()
        do {
            var batch = try await reader.next(from: body)
            while batch.rows > 0 {
                let current = batch
                try await transactions.pace(current.rows)
                // While one batch is committed, the next is read.
                async let outcomes = transactions.write { try $0.usage.add(current.records) }
                let following: Result<UsageBatch, any Error>
                do {
                    following = .success(try await reader.next(from: body))
                } catch {
                    following = .failure(error)
                }
                progress.add(current, try await outcomes)
                batch = try following.get()
            }
            return progress.summary
        } catch let interruption as RESTBody.Interruption {
            throw progress.explain(OperatorError(interruption))
        } catch let error as OperatorError {
            throw progress.explain(error)
        }
    }
}

/// What has been committed of a body.
private struct Progress {
    private(set) var summary = ImportSummary()
    private var lastLine = 0

    mutating func add(_ batch: UsageBatch, _ outcomes: [ImportOutcome]) {
        summary.add(batch.summary(outcomes))
        lastLine = batch.lastLine
    }

    /// Tells together with an error what stays in spite of it.
    func explain(_ error: OperatorError) -> OperatorError {
        guard lastLine > 0 else { return error }
        var error = error
        error.message +=
            " What came before stays: \(summary.accepted) accepted, \(summary.duplicate) duplicate, "
            + "\(summary.rejected) rejected, up to line \(lastLine). Everything can be sent again and counts once."
        return error
    }
}
