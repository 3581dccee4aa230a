import TelepoolREST

/// A body of comma-separated values whose first line names the columns, in any order.
package struct CSVBody<each Value: Sendable>: DescribedBody {
    private let columns: (repeat Input<each Value>)
    private let alternatives: [[String]]

    /// - Parameter alternatives: sets of columns, one of which has to be there; those that are required, if not given.
    init(_ columns: repeat Input<each Value>, anyOf alternatives: [[String]] = []) {
        self.columns = (repeat each columns)
        self.alternatives = alternatives
    }

    package var description: BodyDescription {
        .csv(descriptions, anyOf: needed)
    }

    /// Reads the rows.
    ///
    /// - Parameter row: makes a value of the fields of a row, in the order in which the columns are described; an empty
    ///   field is none.
    // As with JSON bodies.
    @_semantics("optimize.sil.specialize.generic.never")
    func read<Row>(
        _ request: RESTRequest, row: (repeat each Value) throws(InputProblem) -> Row
    ) throws(OperatorError) -> CSVImport<Row> {
        try CSVImport(request, columns: descriptions.map(\.name), anyOf: needed) { (record) throws(InputProblem) in
            try row(repeat (each columns).read(record[(each columns).description.name]))
        }
    }

    private var needed: [[String]] {
        alternatives.isEmpty ? [descriptions.filter(\.isRequired).map(\.name)] : alternatives
    }

    private var descriptions: [InputDescription] {
        var descriptions: [InputDescription] = []
        repeat descriptions.append((each columns).description)
        return descriptions
    }
}
