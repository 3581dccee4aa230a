package import TelepoolJSON

/// What came of an import, row by row.
package struct ImportSummary: OperatorResponse, Equatable {
    package static let schema = JSONSchema.object(
        [
            "accepted": .count,
            "duplicate": .count.about("Rows that were there already, with the same contents."),
            "rejected": .count,
            "rejections": .array(
                of: .object([
                    "line": .integer(1...).about("The line of the body, from 1."), "code": .string, "reason": .string,
                ])),
        ],
        optional: [
            "rejections_left_out": .integer(1...).about("How many rejections are counted and not listed, if any are.")
        ]
    ).named("ImportSummary")
    /// How many rejections the sum of many batches lists at most.
    package static let listed = 1000

    /// A row that was not taken.
    package struct Rejection: Sendable, Equatable {
        /// The line of the body, from 1 for the names of the columns.
        package var line: Int
        package var code: String
        package var reason: String

        package init(line: Int, code: String, reason: String) {
            self.line = line
            self.code = code
            self.reason = reason
        }
    }

    package var accepted = 0
    /// Rows that were there already, with the same contents.
    package var duplicate = 0
    package var rejections: [Rejection]
    /// Rows that were not taken and are not listed.
    package var rejectionsLeftOut: Int

    /// How many rows were not taken.
    package var rejected: Int { rejections.count + rejectionsLeftOut }

    package init(
        accepted: Int = 0, duplicate: Int = 0, rejections: [Rejection] = [], rejectionsLeftOut: Int = 0
    ) {
        self.accepted = accepted
        self.duplicate = duplicate
        self.rejections = rejections
        self.rejectionsLeftOut = rejectionsLeftOut
    }

    /// Adds what came of the batch that follows. All its rejections are counted; they are listed as long as there are
    /// not too many.
    package mutating func add(_ batch: ImportSummary) {
        accepted += batch.accepted
        duplicate += batch.duplicate
        let room = max(0, Self.listed - rejections.count)
        rejections += batch.rejections.prefix(room)
        rejectionsLeftOut += max(0, batch.rejections.count - room) + batch.rejectionsLeftOut
    }

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("accepted", accepted)
            $0.member("duplicate", duplicate)
            $0.member("rejected", rejected)
            $0.array("rejections", rejections) { json, rejection in
                json.object {
                    $0.member("line", rejection.line)
                    $0.member("code", rejection.code)
                    $0.member("reason", rejection.reason)
                }
            }
            if rejectionsLeftOut > 0 { $0.member("rejections_left_out", rejectionsLeftOut) }
        }
    }
}

extension ImportSummary {
    /// Reads what ``write(to:)`` wrote; `nil` for anything else.
    package init?(_ json: JSONValue) {
        guard case .object(let object) = json, let accepted = object.integer("accepted"),
            let duplicate = object.integer("duplicate"), case .array(let rejections)? = object["rejections"]
        else { return nil }
        self.init(
            accepted: accepted, duplicate: duplicate, rejectionsLeftOut: object.integer("rejections_left_out") ?? 0)
        for case .object(let rejection) in rejections {
            guard let line = rejection.integer("line"), case .string(let code)? = rejection["code"],
                case .string(let reason)? = rejection["reason"]
            else { return nil }
            self.rejections.append(Rejection(line: line, code: code, reason: reason))
        }
    }
}

extension JSONObject {
    fileprivate func integer(_ name: String) -> Int? {
        if case .number(let text)? = self[name] { Int(text) } else { nil }
    }
}
