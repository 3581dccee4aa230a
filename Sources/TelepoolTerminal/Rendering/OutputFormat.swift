/// How a command shows what it has found or done.
package enum OutputFormat: String, Sendable, CaseIterable {
    /// For people: columns under headings, or a line for each member.
    case table
    case json
    case yaml
    /// Comma-separated values under the names of the members.
    case csv
    /// Only what identifies each thing, a line each.
    case quiet
}
