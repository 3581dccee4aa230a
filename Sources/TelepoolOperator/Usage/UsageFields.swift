import TelepoolCSV
import TelepoolDomain
import TelepoolJSON

/// The fields of one usage record as they came: bytes, each under its column.
///
/// There is one for all records of a body, so that hardly anything has to be allocated for each of them.
struct UsageFields {
    /// The columns, by the names that they have in both formats.
    enum Column: Int, CaseIterable {
        case recordID, iccid, imsi, msisdn, at, bytes, upBytes, downBytes, source

        var name: String {
            switch self {
            case .recordID: "record_id"
            case .iccid: "iccid"
            case .imsi: "imsi"
            case .msisdn: "msisdn"
            case .at: "at"
            case .bytes: "bytes"
            case .upBytes: "up_bytes"
            case .downBytes: "down_bytes"
            case .source: "source"
            }
        }

        /// Whether it is a number in JSON.
        var isAmount: Bool { self == .bytes || self == .upBytes || self == .downBytes }

        init?(name: some Collection<UInt8>) {
            guard let column = Self.allCases.first(where: { $0.name.utf8.elementsEqual(name) }) else { return nil }
            self = column
        }
    }

    private var values = [ArraySlice<UInt8>](repeating: [], count: Column.allCases.count)
    private var csvFields: [ArraySlice<UInt8>] = []
    private var members: [PlainObject.Member] = []

    /// What stands in a column; nothing where the record does not have it.
    subscript(column: Column) -> ArraySlice<UInt8> { values[column.rawValue] }
}

// MARK: - CSV

extension UsageFields {
    /// Takes the fields of a row.
    ///
    /// - Parameter columns: what the first line names, in its order.
    mutating func read(_ row: CSVRows.Row, columns: [Column]) throws(UsageProblem) {
        do throws(CSVError) {
            try row.split(into: &csvFields)
        } catch {
            throw UsageProblem("\(error)")
        }
        guard csvFields.count == columns.count else {
            throw UsageProblem("\(csvFields.count) fields where the first line names \(columns.count)")
        }
        for (column, field) in zip(columns, csvFields) { values[column.rawValue] = field }
    }
}

// MARK: - JSON

extension UsageFields {
    /// Takes the members of an object.
    mutating func read(_ line: JSONLines.Line) throws(UsageProblem) {
        clear()
        guard PlainObject.read(line.bytes, into: &members), takePlainMembers() else {
            clear()
            return try readAnyJSON(line)
        }
    }

    private mutating func clear() {
        for index in values.indices { values[index] = [] }
    }

    /// - Returns: whether all went well; what did not is found out by who reads all of JSON.
    private mutating func takePlainMembers() -> Bool {
        for member in members {
            guard let column = Column(name: member.name), member.isText != column.isAmount, !member.value.isEmpty,
                values[column.rawValue].isEmpty
            else { return false }
            values[column.rawValue] = member.value
        }
        return true
    }

    private mutating func readAnyJSON(_ line: JSONLines.Line) throws(UsageProblem) {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: line.bytes)
        } catch {
            throw UsageProblem("not JSON: \(error)")
        }
        guard case .object(let object) = value else { throw UsageProblem("not a JSON object") }
        for member in object.members {
            guard let column = Column(name: member.name.utf8) else {
                throw UsageProblem("unknown member \(member.name.prefix(40))")
            }
            switch member.value {
            case .null: break
            case .string(let text) where !column.isAmount: values[column.rawValue] = Array(text.utf8)[...]
            case .number(let text) where column.isAmount:
                guard let integer = JSONValue.integer(text) else { fallthrough }
                values[column.rawValue] = Array("\(integer)".utf8)[...]
            default:
                let type = column.isAmount ? "an integer from 0 to \(UsageRecord.greatestAmount)" : "a text"
                throw UsageProblem("\(column.name) has to be \(type)")
            }
        }
    }
}

/// What is wrong with a record.
struct UsageProblem: Error {
    var reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}
