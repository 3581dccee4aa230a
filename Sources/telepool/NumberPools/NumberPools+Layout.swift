import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension NumberPoolsCommand {
    /// How number pools are listed.
    static let layout = ListRendering.Layout(
        ["NumberPoolNo", "NumberPoolName", "ServiceTypeName", "SubServiceTypeName", "NumberCount"])
}

extension Session {
    /// The number of a pool that is named by it or by its name.
    ///
    /// - Throws: ``CommandError`` where several pools have the name.
    func numberPool(_ text: String) async throws -> String {
        guard !text.hasPrefix("NP") else { return text }
        var numbers: [String] = []
        var (offset, total) = (0, 1)
        while offset < total {
            let page = try await volcengine(
                "NumberPoolList", ["NumberPoolName": .string(text), "Offset": .integer(Int64(offset)), "Limit": 500])
            let pools = try page.elements("Records")
            numbers += pools.filter { $0.text("NumberPoolName") == text }.compactMap { $0.text("NumberPoolNo") }
            total = pools.isEmpty ? 0 : Int(page.text("Total") ?? "") ?? 0
            offset += pools.count
        }
        guard numbers.count < 2 else {
            throw CommandError(.conflict, .ambiguousName, text, numbers.joined(separator: ", "))
        }
        // The server tells best what there is not.
        return numbers.first ?? text
    }
}
