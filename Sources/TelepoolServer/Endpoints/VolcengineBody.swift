import HTTPTypes
import TelepoolJSON
import TelepoolREST
import TelepoolURL
import TelepoolVolcengine

/// Reads the parameters of a call from wherever the clients put them (`reference/volcengine-vms.md`, 1.1).
enum VolcengineBody {
    static func parameters(
        _ head: HTTPRequest, query: Query, body: [UInt8]
    ) throws(VolcengineError) -> VolcengineParameters {
        guard head.method == .post, !body.isEmpty else { return VolcengineParameters(query: query) }
        switch head.headerFields.mediaType {
        case "application/json":
            return VolcengineParameters(query: query, body: try object(body))
        case "application/x-www-form-urlencoded":
            guard let form = Query(parsing: body) else { throw .invalidParameter("body (not UTF-8)") }
            return VolcengineParameters(query: query, form: form)
        default:
            throw .invalidParameter("Content-Type (neither application/json nor application/x-www-form-urlencoded)")
        }
    }

    private static func object(_ body: [UInt8]) throws(VolcengineError) -> JSONObject {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: body)
        } catch {
            throw .invalidParameter("body (not JSON: \(error))")
        }
        guard case .object(let object) = value else { throw .invalidParameter("body (not a JSON object)") }
        return object
    }
}
