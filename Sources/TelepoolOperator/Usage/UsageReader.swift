import TelepoolCSV
import TelepoolDomain
import TelepoolGzip
import TelepoolJSON
import TelepoolREST

/// Makes usage records out of a body that comes piece by piece. It holds no more than a piece and a batch.
struct UsageReader {
    /// What can be done next.
    enum Step {
        /// Going on: a line was read.
        case line
        /// Going on: a piece was unpacked.
        case unpacked
        /// Putting in more of the body.
        case more
        /// Nothing.
        case over
    }

    private let format: UsageFormat
    private let source: String
    private let gunzip: Gunzip?
    private var csv = CSVRows()
    private var json = JSONLines()
    /// What the first line of CSV names.
    private var columns: [UsageFields.Column] = []
    private var fields = UsageFields()
    private var hasWholeBody = false
    /// Whether what has been unpacked is all, so that a line without an end is one.
    private var isLast = false
    /// Whether nothing can be read any more, because nobody knows where the next line begins. What still comes is taken
    /// all the same, so that the client can read the answer.
    private var isLost = false

    init(_ format: UsageFormat, source: String) {
        self.format = format
        self.source = source
        gunzip = format.isGzip ? Gunzip() : nil
    }

    /// The next batch; an empty one is the last. It takes more of the body only when it needs it.
    ///
    /// - Throws: ``OperatorError``, or ``RESTBody/Interruption``.
    mutating func next(from body: RESTBody) async throws -> UsageBatch {
        var batch = UsageBatch()
        while !batch.isFull {
            switch try step(into: &batch) {
            case .line: break
            // What is packed may be short and last long, even when nobody waits for it any more.
            case .unpacked: try body.check()
            case .more: put(try await body.next())
            case .over: return batch
            }
        }
        return batch
    }

    /// The first batch of a whole body, and whether that is all.
    mutating func first(of body: [UInt8]) throws(OperatorError) -> (UsageBatch, isAll: Bool) {
        put(body)
        put(nil)
        var (batch, rest) = (UsageBatch(), UsageBatch())
        while !batch.isFull {
            if case .over = try step(into: &batch) { return (batch, true) }
        }
        while rest.rows == 0 {
            if case .over = try step(into: &rest) { return (batch, true) }
        }
        return (batch, false)
    }
}

// MARK: - Bytes

extension UsageReader {
    /// Puts in the next piece of the body, or `nil` behind the last.
    private mutating func put(_ piece: [UInt8]?) {
        guard let piece else { return hasWholeBody = true }
        if let gunzip { gunzip.append(piece) } else { append(piece) }
    }

    private mutating func append(_ text: [UInt8]) {
        guard !isLost else { return }
        if format.isJSON { json.append(text) } else { csv.append(text) }
    }

    private mutating func step(into batch: inout UsageBatch) throws(OperatorError) -> Step {
        while true {
            if try readLine(into: &batch) { return .line }
            if let text = try unpacked() {
                append(text)
                return .unpacked
            } else if !hasWholeBody {
                return .more
            } else if !isLast {
                guard gunzip?.isWhole ?? true else { throw .invalidParameter("The gzip of the body ends too soon.") }
                isLast = true
            } else {
                guard format.isJSON || !columns.isEmpty else { throw Self.badHeader }
                return .over
            }
        }
    }

    /// The next bounded piece of what was packed.
    private func unpacked() throws(OperatorError) -> [UInt8]? {
        do {
            return try gunzip?.next()
        } catch {
            throw .invalidParameter("The body is not gzip, or it is damaged.")
        }
    }
}

// MARK: - Lines

extension UsageReader {
    private static let badHeader = OperatorError.invalidParameter(
        "The first line has to name the columns: record_id, at, one of iccid, imsi and msisdn, and either bytes or "
            + "up_bytes and down_bytes; source may be there.")

    /// - Returns: whether there was a line.
    private mutating func readLine(into batch: inout UsageBatch) throws(OperatorError) -> Bool {
        guard !isLost else { return false }
        return try format.isJSON ? readJSON(into: &batch) : readCSV(into: &batch)
    }

    private mutating func readCSV(into batch: inout UsageBatch) throws(OperatorError) -> Bool {
        let row: CSVRows.Row?
        do throws(CSVError) {
            row = try csv.next(isLast: isLast)
        } catch {
            guard !columns.isEmpty else { throw Self.badHeader }
            isLost = true
            batch.reject(line: error.line, "\(error); reading ends here")
            return true
        }
        guard let row else { return false }
        guard !columns.isEmpty else {
            columns = try Self.columns(row)
            return true
        }
        do throws(UsageProblem) {
            try fields.read(row, columns: columns)
            batch.add(try UsageRecord(fields, source: source), line: row.line)
        } catch {
            batch.reject(line: row.line, error.reason)
        }
        return true
    }

    private mutating func readJSON(into batch: inout UsageBatch) throws(OperatorError) -> Bool {
        let line: JSONLines.Line?
        do throws(JSONLines.TooLong) {
            line = try json.next(isLast: isLast)
        } catch {
            isLost = true
            batch.reject(
                line: error.number, "longer than \(JSONLines.longestLine) bytes; reading ends here")
            return true
        }
        guard let line else { return false }
        do throws(UsageProblem) {
            try fields.read(line)
            batch.add(try UsageRecord(fields, source: source), line: line.number)
        } catch {
            batch.reject(line: line.number, error.reason)
        }
        return true
    }

    /// What the first line of CSV names, if it is what is needed and no more.
    private static func columns(_ row: CSVRows.Row) throws(OperatorError) -> [UsageFields.Column] {
        let names = (try? row.fields()) ?? []
        let columns = names.compactMap { UsageFields.Column(name: $0.utf8) }
        let set = Set(columns)
        let amounts: [Set<UsageFields.Column>] = [[.bytes], [.upBytes, .downBytes]]
        guard columns.count == names.count, set.count == names.count, set.isSuperset(of: [.recordID, .at]),
            set.intersection([.iccid, .imsi, .msisdn]).count == 1,
            amounts.contains(set.intersection([.bytes, .upBytes, .downBytes]))
        else { throw badHeader }
        return columns
    }
}
