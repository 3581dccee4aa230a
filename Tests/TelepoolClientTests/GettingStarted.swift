import TelepoolClient
import TelepoolJSON

// What stands between the marks is in the article of the same name, which a test compares with it.

// snippet: configuration
let configuration = ClientConfiguration(
    endpoint: "http://127.0.0.1:8080",
    credentials: .accessKey(id: "AKLT…", secret: "…"))
// end

// snippet: pool
func makePool(_ configuration: ClientConfiguration) async throws -> String {
    let client = try VolcengineClient(configuration)
    let pool = try await client.call(
        Volcengine.CreateNumberPool(name: "客服", serviceType: .privacy, subServiceType: .axb))
    return pool.numberPoolNo
}
// end

// snippet: numbers
func stock(_ pool: String, with numbers: [String], _ configuration: ClientConfiguration) async throws {
    let client = try OperatorClient(configuration)
    let summary = try await client.call(
        Operator.ImportNumbers(numberPoolNo: pool, rows: numbers.map { .init(number: $0) }))
    for rejection in summary.rejections { print("line \(rejection.line): \(rejection.reason)") }
}
// end

// snippet: listing
func numbersInUse(of pool: String, _ configuration: ClientConfiguration) async throws -> [String] {
    let client = try VolcengineClient(configuration)
    var numbers: [String] = []
    for try await record in client.all(Volcengine.NumberList(numberPoolNo: pool, limit: 500)) {
        if record.numberStatusCode == .inUse { numbers.append(record.number) }
    }
    return numbers
}
// end

// snippet: errors
func bind(_ phone: String, in pool: String, until end: Int, _ client: VolcengineClient) async throws -> String? {
    do {
        let binding = try await client.call(
            Volcengine.SelectNumberAndBindAXN(numberPoolNo: pool, phoneNoA: phone, expireTime: end))
        return binding.phoneNoX
    } catch let error as ClientError where error.code == "NumberNotEnough" {
        return nil
    }
}
// end

// snippet: cards
func dataLeft(_ configuration: ClientConfiguration) async throws -> [String: Double] {
    let client = try HuaweiClient(configuration)
    var left: [String: Double] = [:]
    for try await pool in client.all(Huawei.ListSimPools(limit: 100)) { left[pool.poolName] = pool.flowLeft }
    return left
}
// end

// snippet: raw
func raw(_ configuration: ClientConfiguration) async throws {
    let pools = try await VolcengineClient(configuration).call(action: "NumberPoolList", parameters: ["Limit": 10])
    print(pools["Total"] ?? .null)
    let cards = try await HuaweiClient(configuration).call("GET", "/v1/sim-cards", query: [("limit", "10")])
    print(cards["count"] ?? .null)
}
// end

// snippet: cloud
func cloud(id: String, secret: String, sessionToken: String?) throws -> (VolcengineClient, HuaweiClient) {
    let credentials = Credentials.accessKey(id: id, secret: secret, sessionToken: sessionToken)
    let numbers = try VolcengineClient(
        ClientConfiguration(endpoint: "https://cloud-vms.volcengineapi.com", credentials: credentials),
        service: .init(region: "cn-beijing"))
    let cards = try HuaweiClient(
        ClientConfiguration(
            endpoint: "https://gsl.cn-north-4.myhuaweicloud.com", credentials: credentials,
            retries: RetryPolicy(repeatsWrites: false)))
    return (numbers, cards)
}
// end
