package import TelepoolJSON

/// The answer of operations that the contract calls void: no body (`reference/huawei-gsl.md`, 4.0).
package struct EmptyResponse: JSONWritable {
    package func write(to json: inout JSONWriter) {}
}

/// An answer that is nothing but a text.
package struct TextResponse: JSONWritable {
    var text: String

    package func write(to json: inout JSONWriter) {
        json.string(text)
    }
}
