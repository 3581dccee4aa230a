import TelepoolDomain
import TelepoolSQL
import TelepoolTestSupport
import TelepoolTime
import Testing

struct `Number pools` {
    private func filled(_ fixture: DomainFixture) async throws -> [NumberPoolNo] {
        var numbers: [NumberPoolNo] = []
        let pools: [(String, SubServiceType)] = [
            ("北京营销", .voiceSIP), ("上海营销", .voiceSIP), ("AXB 100%", .axb), ("axb_2", .axn), ("北京", .axb),
        ]
        for (offset, pool) in pools.enumerated() {
            numbers.append(
                try await fixture.write(at: .example.adding(seconds: Int64(offset))) {
                    try $0.numberPools.create(
                        name: pool.0, serviceType: pool.1.serviceType, subServiceType: pool.1
                    ).no
                })
        }
        return numbers
    }

    @Test func `are numbered by the time of their creation`() async throws {
        let fixture = try await DomainFixture()
        let pool = try await fixture.write {
            try $0.numberPools.create(name: "默认号码池", serviceType: .ordinary, subServiceType: .voiceSIP)
        }
        #expect(pool.no.rawValue.wholeMatch(of: /NP1663873035\d{8}/) != nil)
        #expect(pool.numberCount == 0)
        #expect(try await fixture.read { try $0.numberPools.find(pool.no) } == pool)
    }

    @Test func `refuse a kind of another type`() async throws {
        let fixture = try await DomainFixture()
        await #expect(throws: DomainError.mismatchedServiceTypes(.ordinary, .axb)) {
            try await fixture.write {
                try $0.numberPools.create(name: "a", serviceType: .ordinary, subServiceType: .axb)
            }
        }
    }

    @Test func `are limited for each account`() async throws {
        let fixture = try await DomainFixture(limits: Limits(numberPools: 2))
        let create = { @Sendable (scope: TenantScope) in
            try scope.numberPools.create(name: "a", serviceType: .ordinary, subServiceType: .voiceSIP).no
        }
        _ = try await fixture.write(create)
        _ = try await fixture.write(create)
        await #expect(throws: DomainError.quotaExceeded(.numberPools, limit: 2)) { try await fixture.write(create) }
        await #expect(throws: Never.self) { try await fixture.write(as: fixture.other, create) }
    }

    @Test func `are listed newest first`() async throws {
        let fixture = try await DomainFixture()
        let numbers = try await filled(fixture)
        let page = try await fixture.read { try $0.numberPools.list(.init(), offset: 0, limit: 100) }
        #expect(page.elements.map(\.no) == numbers.reversed())
        #expect(page.total == 5)
    }

    @Test func `of one instant are listed by descending number`() async throws {
        let fixture = try await DomainFixture()
        for _ in 0..<20 {
            try await fixture.write {
                _ = try $0.numberPools.create(name: "a", serviceType: .ordinary, subServiceType: .voiceSIP)
            }
        }
        let page = try await fixture.read { try $0.numberPools.list(.init(), offset: 0, limit: 100) }
        #expect(page.elements.map(\.no.rawValue) == page.elements.map(\.no.rawValue).sorted(by: >))
    }

    @Test(
        arguments: [
            (NumberPool.Filter(namePart: "北京"), [4, 0]), (NumberPool.Filter(namePart: "营销"), [1, 0]),
            (NumberPool.Filter(namePart: "axb"), [3]), (NumberPool.Filter(namePart: "%"), [2]),
            (NumberPool.Filter(namePart: "_"), [3]), (NumberPool.Filter(namePart: "?"), []),
            (NumberPool.Filter(serviceType: 100), [1, 0]), (NumberPool.Filter(serviceType: 200), [4, 3, 2]),
            (NumberPool.Filter(subServiceType: 201), [4, 2]),
            (NumberPool.Filter(serviceType: 100, subServiceType: 201), []),
            (NumberPool.Filter(serviceType: 999), []), (NumberPool.Filter(namePart: "北京", serviceType: 200), [4]),
            (NumberPool.Filter(no: NumberPoolNo("NP1")), []), (NumberPool.Filter(), [4, 3, 2, 1, 0]),
        ] as [(NumberPool.Filter, [Int])])
    func `are found by everything that is set`(filter: NumberPool.Filter, expected: [Int]) async throws {
        let fixture = try await DomainFixture()
        let numbers = try await filled(fixture)
        let page = try await fixture.read { try $0.numberPools.list(filter, offset: 0, limit: 100) }
        #expect(page.elements.map(\.no) == expected.map { numbers[$0] })
        #expect(page.total == Int64(expected.count))
    }

    @Test func `come in pages that are disjoint and complete`() async throws {
        let fixture = try await DomainFixture()
        let numbers = try await filled(fixture)
        var seen: [NumberPoolNo] = []
        for offset in stride(from: Int64(0), through: 8, by: 2) {
            let page = try await fixture.read { try $0.numberPools.list(.init(), offset: offset, limit: 2) }
            #expect(page.total == 5)
            seen += page.elements.map(\.no)
        }
        #expect(seen == numbers.reversed())
    }

    @Test func `keep what an update leaves out`() async throws {
        let fixture = try await DomainFixture()
        let no = try await filled(fixture)[2]
        try await fixture.write { try $0.numberPools.update(no, name: "b", serviceType: nil, subServiceType: nil) }
        #expect(try await fixture.read { try $0.numberPools.find(no)?.name } == "b")
        #expect(try await fixture.read { try $0.numberPools.find(no)?.subServiceType } == .axb)
        try await fixture.write { try $0.numberPools.update(no, name: nil, serviceType: nil, subServiceType: .axn) }
        #expect(try await fixture.read { try $0.numberPools.find(no)?.name } == "b")
        #expect(try await fixture.read { try $0.numberPools.find(no)?.subServiceType } == .axn)
    }

    @Test func `check one half of the type against the other`() async throws {
        let fixture = try await DomainFixture()
        let no = try await filled(fixture)[2]
        await #expect(throws: DomainError.mismatchedServiceTypes(.ordinary, .axb)) {
            try await fixture.write {
                try $0.numberPools.update(no, name: "b", serviceType: .ordinary, subServiceType: nil)
            }
        }
        await #expect(throws: DomainError.mismatchedServiceTypes(.privacy, .voiceSIP)) {
            try await fixture.write {
                try $0.numberPools.update(no, name: "b", serviceType: nil, subServiceType: .voiceSIP)
            }
        }
    }

    @Test func `change their type only while they are empty`() async throws {
        let fixture = try await DomainFixture()
        let no = try await filled(fixture)[0]
        try await fixture.write {
            try $0.numberPools.update(no, name: nil, serviceType: .privacy, subServiceType: .axb)
        }
        #expect(
            try await fixture.read { try $0.numberPools.list(.init(subServiceType: 201), offset: 0, limit: 9).total }
                == 3)
        try await fixture.write { _ = try $0.numbers.add([NumberEntry(#require(PhoneNumber("13800138000")))], to: no) }
        await #expect(throws: DomainError.numberPoolInUse(no)) {
            try await fixture.write { try $0.numberPools.update(no, name: "b", serviceType: nil, subServiceType: .axn) }
        }
        try await fixture.write {
            try $0.numberPools.update(no, name: "b", serviceType: .privacy, subServiceType: .axb)
        }
        #expect(try await fixture.read { try $0.numberPools.find(no)?.numberCount } == 1)
    }

    @Test func `of another account are as good as none`() async throws {
        let fixture = try await DomainFixture()
        let no = try await filled(fixture)[0]
        let theirs = fixture.other
        #expect(try await fixture.read(as: theirs) { try $0.numberPools.find(no) } == nil)
        #expect(try await fixture.read(as: theirs) { try $0.numberPools.list(.init(), offset: 0, limit: 9).total } == 0)
        await #expect(throws: DomainError.unknownNumberPool(no)) {
            try await fixture.write(as: theirs) {
                try $0.numberPools.update(no, name: "x", serviceType: nil, subServiceType: nil)
            }
        }
        await #expect(throws: DomainError.unknownNumberPool(no)) {
            try await fixture.write(as: theirs) { _ = try $0.numbers.add([], to: no) }
        }
    }
}

struct `Numbers` {
    private func phone(_ text: String) throws -> PhoneNumber { try #require(PhoneNumber(text)) }

    @Test func `are counted in their pool`() async throws {
        let fixture = try await DomainFixture()
        let (first, second) = try await fixture.write { scope in
            let create = { try scope.numberPools.create(name: "a", serviceType: .privacy, subServiceType: .axb).no }
            return (try create(), try create())
        }
        let numbers = try ["13800138000", "13800138001", "+8613800138000"].map(phone)
        let outcomes = try await fixture.write { try $0.numbers.add(numbers.map { NumberEntry($0) }, to: first) }
        #expect(outcomes == [.accepted, .accepted, .duplicate])
        let elsewhere = try await fixture.write { try $0.numbers.add([NumberEntry(numbers[0])], to: second) }
        #expect(elsewhere == [.rejected(.numberHeldElsewhere)])
        let counts = try await fixture.read { scope in
            try [first, second].map { try scope.numberPools.find($0)?.numberCount }
        }
        #expect(counts == [2, 0])
    }

    @Test func `are held once on a server`() async throws {
        let fixture = try await DomainFixture()
        let add = { @Sendable (scope: TenantScope) in
            let no = try scope.numberPools.create(name: "a", serviceType: .privacy, subServiceType: .axb).no
            return try scope.numbers.add([NumberEntry(#require(PhoneNumber("13800138000")))], to: no)
        }
        #expect(try await fixture.write(add) == [.accepted])
        #expect(try await fixture.write(as: fixture.other, add) == [.rejected(.numberHeldElsewhere)])
    }

    @Test(arguments: [
        ("13800138000", "13800138000"), ("02131075869", "02131075869"), ("+8613800138000", "13800138000"),
        ("+862131075869", "02131075869"), ("+861084351234", "01084351234"), ("+8695588", "95588"),
        ("+864008001234", "4008001234"), ("+864118001234", "04118001234"), ("95588", "95588"),
        ("+14155550123", "+14155550123"),
    ])
    func `are kept in national form`(text: String, number: String) throws {
        #expect(try phone(text).description == number)
    }

    @Test(arguments: ["", "12", "+", "+12", "1380013800a", "138 0013", "+0123456", "1234567890123456", "１３８００１３８０００"])
    func `are digits`(text: String) {
        #expect(PhoneNumber(text) == nil)
    }
}
