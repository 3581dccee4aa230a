import TelepoolJSON

/// What surrounds every answer (`reference/volcengine-vms.md`, 3.1 and 3.2).
package struct VolcengineEnvelope: Sendable {
    package var requestID: String
    package var action: String
    package var version: String
    /// The service and region that the caller signed for; `nil`, and left out, where that could not be read.
    package var scope: (service: String, region: String)?

    package init(requestID: String, action: String, version: String, scope: (service: String, region: String)?) {
        self.requestID = requestID
        self.action = action
        self.version = version
        self.scope = scope
    }

    /// The answer of an operation that succeeded.
    ///
    /// - Parameter result: the value of `Result`, as JSON.
    package func success(_ result: [UInt8]) -> [UInt8] {
        var json = JSONWriter(capacity: result.count + 256)
        json.object {
            $0.object("ResponseMetadata") { metadata(&$0) }
            $0.key("Result")
            $0.raw(result)
        }
        return json.bytes
    }

    /// The answer to a call that failed.
    package func failure(_ error: VolcengineError) -> [UInt8] {
        var json = JSONWriter(capacity: 512)
        json.object {
            $0.object("ResponseMetadata") {
                metadata(&$0)
                $0.object("Error") {
                    $0.member("CodeN", error.number)
                    $0.member("Code", error.code)
                    $0.member("Message", error.message)
                }
            }
        }
        return json.bytes
    }

    private func metadata(_ json: inout JSONWriter) {
        json.member("RequestId", requestID)
        json.member("Action", action)
        json.member("Version", version)
        if let scope {
            json.member("Service", scope.service)
            json.member("Region", scope.region)
        }
    }
}
