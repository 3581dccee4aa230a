import TelepoolSQL

/// Rows on their way into a table, all or none.
///
/// A class, because the connection is its own meanwhile.
final class TableLoad {
    /// Pieces of about this many bytes are sent.
    private static let pieceSize = 1 << 18

    private let connection: PostgresConnection
    private var piece = BinaryRows.header

    init(_ table: SQLTable, _ connection: PostgresConnection) throws(SQLError) {
        self.connection = connection
        do throws(PostgresFailure) {
            try connection.beginCopy(
                "COPY \(table.quotedName) (\(table.columnList)) FROM STDIN (FORMAT binary)")
        } catch {
            throw error.error
        }
    }

    /// Adds rows as ``BinaryRows`` has them.
    func append(_ rows: UnsafeRawBufferPointer) throws(SQLError) {
        piece += rows
        guard piece.count >= Self.pieceSize else { return }
        do throws(PostgresFailure) {
            try connection.sendCopy(piece)
        } catch {
            throw error.error
        }
        piece.removeAll(keepingCapacity: true)
    }

    /// Waits until all rows are there, for good.
    func finish() throws(SQLError) {
        do throws(PostgresFailure) {
            try connection.sendCopy(piece + BinaryRows.trailer)
            try connection.endCopy()
        } catch {
            throw error.error
        }
    }
}
