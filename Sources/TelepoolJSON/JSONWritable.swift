/// What can be written as one JSON value.
package protocol JSONWritable: Sendable {
    func write(to json: inout JSONWriter)
}
