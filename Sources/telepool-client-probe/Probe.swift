import HTTPTypes
import TelepoolClient
import TelepoolJSON
import TelepoolTime

/// Uses the client library and nothing else of Telepool: what it is linked with is what the library brings along.
///
/// It prints requests as the clients sign them, made at a fixed time with fixed keys, a line of JSON for each; tests let
/// the vendors' own signers sign the same.
@main
struct Probe {
    private static let time = Timestamp(seconds: 1_749_109_557)

    static func main() async throws {
        for token in [nil, "STSeyJmYWtlIjoidG9rZW4ifQ=="] {
            for endpoint in ["http://127.0.0.1:8080", "https://api.example.com:443"] {
                let configuration = ClientConfiguration(
                    endpoint: endpoint,
                    credentials: .accessKey(id: "AKTESTFAKE0000000001", secret: "c2VjcmV0/+==", sessionToken: token),
                    retries: .never)
                try await callVolcengine(configuration)
                try await callHuawei(configuration)
            }
        }
    }

    private static func callVolcengine(_ configuration: ClientConfiguration) async throws {
        let client = try VolcengineClient(configuration, environment, exchange: print(.volcengine))
        let pool = Volcengine.CreateNumberPool(name: "营销 池+1*~", serviceType: .ordinary, subServiceType: .voiceSIP)
        _ = try? await client.call(pool)
        _ = try? await client.call(action: "Odd Action*~/&")
    }

    private static func callHuawei(_ configuration: ClientConfiguration) async throws {
        let client = try HuaweiClient(configuration, environment, exchange: print(.huawei))
        let pools = Huawei.ListSimPools(poolName: "流量 池+1*~/&=", status: [.inUse, .discarded], limit: 20)
        _ = try? await client.call(pools)
        _ = try? await client.call(Huawei.StopSimCard(simCardID: 0, iccid: "8986000000000000001"))
        _ = try? await client.call(Huawei.SendSms(smsContent: "停机 \"1\"", cids: ["8986000000000000001"]))
        _ = try? await client.call(Huawei.DeleteTag(tagID: 7))
        _ = try? await client.call("GET", "/v1/%E6%B1%A0/a%20b/~x", query: [("b", ""), ("a", "2"), ("a", "1")])
    }

    private static var environment: ClientEnvironment {
        ClientEnvironment(now: { time }, makeID: { "00000000-0000-4000-8000-000000000001" })
    }

    private enum Signer: String { case volcengine, huawei }

    /// Prints a request in place of sending it.
    private static func print(_ signer: Signer) -> HTTPExchange {
        { head, body, _ in
            let headers = head.headerFields.map { JSONObject.Member(name: $0.name.rawName, value: .string($0.value)) }
            let line: JSONValue = [
                "signer": .string(signer.rawValue), "method": .string(head.method.rawValue),
                "host": .string(head.authority ?? ""), "target": .string(head.path ?? ""),
                "headers": .object(JSONObject(members: headers)),
                "body": .string(String(decoding: body, as: UTF8.self)),
            ]
            Swift.print(line)
            return HTTPAnswer(status: 200, headers: [:], body: [])
        }
    }
}
