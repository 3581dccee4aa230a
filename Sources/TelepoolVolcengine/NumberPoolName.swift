/// The rules for the name of a number pool (`reference/volcengine-vms.md`, 4.1, 6.7 and 6.8).
enum NumberPoolName {
    /// Checks a name.
    ///
    /// - Parameter limit: the greatest length in Unicode scalars; the vendor allows 32 on creation and 31 on update.
    static func check(_ name: String, limit: Int) throws(VolcengineError) {
        let scalars = name.unicodeScalars
        guard !scalars.isEmpty, scalars.count <= limit,
            !scalars.allSatisfy(\.properties.isWhitespace),
            !scalars.contains(where: { $0.properties.generalCategory == .control })
        else { throw .invalidParameter("Name") }
    }
}
