/// One page of a list, and how long the whole list is.
package struct Page<Element: Sendable>: Sendable {
    package var elements: [Element]
    /// How many elements match on all pages together.
    package var total: Int64

    package init(elements: [Element], total: Int64) {
        self.elements = elements
        self.total = total
    }
}
