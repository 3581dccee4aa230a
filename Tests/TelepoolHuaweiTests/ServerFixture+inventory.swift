import HTTPTypes
import TelepoolDomain
import TelepoolSQL
import TelepoolServer
import TelepoolTestSupport
import TelepoolTime

/// What the tests of cards and pools load, by the domain's own means.
extension ServerFixture {
    /// The plan of a carrier: 30 MB a month for a year.
    static func plan(_ carrier: Carrier) -> PricePlan {
        PricePlan(
            id: PricePlanID("\(carrier)"), name: "\(carrier)", carrier: carrier,
            monthlyData: DataAmount(megabytes: 30), months: 12)
    }

    /// A card by a number of at most four digits, activated on the first of September 2022.
    static func card(
        _ number: Int, _ status: SIMCardStatus = .inUse, activatedAt: Timestamp? = .at("2022-09-01T00:00:00Z")
    ) -> SIMCard {
        let isActivated = status.membership != .inactive
        return SIMCard(iccid: iccid(number), status: status, activatedAt: isActivated ? activatedAt : nil)
    }

    static func iccid(_ number: Int) -> String { "\(8_986_000_000_000_000_000 + number)" }

    func pool(
        _ name: String, orders: [Int64], kind: SIMPoolKind = .forward, since: Timestamp? = nil
    ) async throws -> Int64 {
        try await domain.write {
            try $0.simPools.create(name: name, kind: kind, orders: orders.map(OrderID.init), since: since).rawValue
        }
    }

    /// Reports that a card has used data.
    func use(_ number: Int, megabytes: Int64 = 0, bytes: Int64 = 0, at time: Timestamp = .example) async throws {
        let used = DataAmount(bytes: megabytes * DataAmount.bytesPerMegabyte + bytes)
        let outcomes = try await domain.write { scope in
            try scope.usage.add([
                UsageRecord(
                    id: "\(scope.environment.identifiers.number())", card: .iccid(Self.iccid(number)), at: time,
                    up: DataAmount(bytes: 0), down: used)
            ])
        }
        precondition(outcomes == [.accepted], "the usage counts")
    }

    /// Changes a card by the domain's own means.
    func change(_ number: Int, _ change: @escaping @Sendable (SIMCards, HeldSIMCard) throws -> Void) async throws {
        try await domain.write { scope in
            guard let card = try scope.simCards.find(iccid: Self.iccid(number)) else {
                preconditionFailure("the card was loaded")
            }
            try change(scope.simCards, card)
        }
    }

    /// Carries out the work orders that are due.
    func carryOutWorkOrders() async throws {
        let environment = domain.environment
        _ = try await domain.database.write {
            try SystemScope(transaction: $0, environment: environment).carryOutWorkOrders(limit: 1000)
        }
    }

    /// Moves the times of all work orders back, as if so many seconds had gone by since.
    func letTimePass(seconds: Int64) async throws {
        let account = domain.account.id
        try await domain.database.write {
            _ = try $0.execute(
                """
                UPDATE work_order_details SET created_at = created_at - \(seconds * 1000) WHERE account_id = \(account)
                """)
        }
    }

    /// The account's id in Huawei Cloud's form.
    var accountID: String { domain.account.domainID }
}

extension HTTPReply {
    /// The body with a mark in the place of every time of the day on which the test's clock begins.
    var timeless: String { text.replacing(/2022-09-22T1[89]:[0-9:.]{9}\+00:00/, with: "now") }

    /// The numbers that a member of the name has, one behind the other.
    func numbers(_ member: String) -> [String] {
        guard let pattern = try? Regex<(Substring, Substring)>("\"\(member)\":(-?[0-9.]+)") else { return [] }
        return text.matches(of: pattern).map { String($0.output.1) }
    }

    /// The texts that a member of the name has, one behind the other.
    func texts(_ member: String) -> [String] {
        guard let pattern = try? Regex<(Substring, Substring)>("\"\(member)\":\"([^\"]*)\"") else { return [] }
        return text.matches(of: pattern).map { String($0.output.1) }
    }

    /// The status and the code of an error.
    var refusal: String { "\(status) \(errorCode ?? "-")" }
}
