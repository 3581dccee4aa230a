import TelepoolDomain
import TelepoolTestSupport
import TelepoolTime
import Testing

/// Work orders: asked for at once, carried out later, by whoever comes first.
struct `Work orders` {
    @Test func `wait for their time`() async throws {
        var cards = try await SIMCardFixture()
        var domain = cards.domain
        domain.environment.workOrderDelay = 60
        cards = SIMCardFixture(domain: domain, plan: cards.plan)
        let order = try await cards.perform(.enable)
        #expect(order.status == .underWay && order.underWay == 1 && order.finishedAt == nil)
        await #expect(throws: DomainError.simCard(.unfinished(.enable))) { try await cards.perform(.enable) }
        let due = Timestamp.example.adding(seconds: 60)
        try await cards.carryOut(at: due.adding(seconds: -1))
        #expect(try await cards.card().status == .activatable)
        for _ in 0..<2 { try await cards.carryOut(at: due) }
        let done = try await cards.write(at: due) { try $0.workOrders.find(order.id) }
        #expect(done?.status == .done && done?.finishedAt == due && done?.succeeded == 1)
        #expect(try await cards.card(at: due).activatedAt == due)
    }

    @Test func `wait for somebody where they are reviewed`() async throws {
        let cards = try await SIMCardFixture()
        let account = cards.domain.account.id
        try await cards.write { try $0.system.accounts.setReviewsWorkOrders(true, of: account) }
        let (first, second) = (try await cards.perform(.enable), try await cards.perform(.enable, on: 1))
        #expect(first.status == .inReview)
        try await cards.write { scope in
            try scope.workOrders.decide(first.id, refusing: nil)
            try scope.workOrders.decide(second.id, refusing: "不符合规定")
        }
        try await cards.carryOut(at: .example)
        #expect(try await cards.card().status == .inUse)
        #expect(try await cards.card(1).status == .activatable)
        let list = try await cards.write { try $0.workOrders.list(.init(), offset: 0, limit: 10) }
        #expect(list.total == 2 && list.elements.map(\.status) == [.rejected, .done])
        #expect(list.elements[0].failReason == "不符合规定")
        for id in [first.id, WorkOrderID(1)] {
            await #expect(throws: DomainError.unknownWorkOrder(id)) {
                try await cards.write { try $0.workOrders.decide(id, refusing: nil) }
            }
        }
    }

    @Test func `fail when the card has changed meanwhile`() async throws {
        let cards = try await SIMCardFixture()
        let card = try await cards.card()
        let id = try await cards.write { scope in
            let id = try scope.workOrders.request(.enable, for: card)
            try scope.simCards.deregister(card)
            return id
        }
        try await cards.carryOut(at: .example)
        let order = try await cards.write { try $0.workOrders.find(id) }
        #expect(order?.status == .failed && order?.failed == 1)
        let details = try await cards.write {
            try $0.workOrders.details(of: id, cid: nil, simType: nil, status: 3, offset: 0, limit: 10)
        }
        #expect(details.total == 1 && details.elements[0].card == card.id)
    }

    @Test func `are counted by what they are filtered by`() async throws {
        let cards = try await SIMCardFixture()
        _ = try await cards.perform(.enable)
        _ = try await cards.perform(.stop)
        _ = try await cards.perform(.enable, on: 1)
        try await cards.write { scope in
            for (filter, count) in [
                (WorkOrderFilter(), 3), (.init(type: 10), 2), (.init(status: 4), 3), (.init(type: 5, status: 6), 0),
                (.init(simType: 1), 0),
            ] as [(WorkOrderFilter, Int64)] {
                let page = try scope.workOrders.list(filter, offset: 0, limit: 10)
                #expect(page.total == count && Int64(page.elements.count) == count)
            }
        }
        let foreign = try await cards.domain.read(as: cards.domain.other) {
            try $0.workOrders.list(.init(), offset: 0, limit: 10)
        }
        #expect(foreign.total == 0 && foreign.elements.isEmpty)
    }
}

extension SIMCardFixture {
    init(domain: DomainFixture, plan: PricePlan) {
        (self.domain, self.plan) = (domain, plan)
    }
}
