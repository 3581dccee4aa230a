import TelepoolDomain
import TelepoolSQL
import TelepoolTestSupport
import TelepoolTime
import Testing

struct `The audit log` {
    private static func call(_ operation: String, user: String = "u", requestID: String = "r") -> AuditCall {
        AuditCall(
            face: "operator", operation: operation, requestID: requestID, remoteAddress: "192.0.2.1",
            user: UserID(user), credential: "AKTP****MNOP", request: #"{"target":"POST /"}"#)
    }

    /// A domain with so many events in the chain of the first account.
    private static func domain(events count: Int) async throws -> DomainFixture {
        let domain = try await DomainFixture()
        for index in 0..<count {
            try await domain.write(at: Timestamp.example.adding(seconds: Int64(index))) { scope in
                try scope.audit.append(call("Operation\(index)"))
            }
        }
        return domain
    }

    /// Lets the database forget that rows are neither changed nor deleted, and changes them.
    private static func tamper(_ domain: DomainFixture, _ statements: [SQLStatement]) async throws {
        try await domain.database.write { transaction in
            let drops: [SQLStatement] =
                transaction.dialect.tableOptions.text.isEmpty
                ? ["DROP TRIGGER audit_events_refuse ON audit_events"]
                : ["DROP TRIGGER audit_events_before_update", "DROP TRIGGER audit_events_before_delete"]
            for statement in drops + statements { try transaction.execute(statement) }
        }
    }

    @Test func `tells who did what to which thing, before and after`() async throws {
        let domain = try await DomainFixture()
        let no = try await domain.write { scope in
            let pool = try scope.numberPools.create(
                name: "call 13800000000", serviceType: .ordinary, subServiceType: .voiceSIP)
            try scope.audit.append(Self.call("CreateNumberPool"), trail: scope.trail)
            return pool.no
        }
        try await domain.write { scope in
            try scope.numberPools.update(no, name: "b", serviceType: nil, subServiceType: nil)
            try scope.audit.append(Self.call("UpdateNumberPool"), trail: scope.trail)
        }
        let (events, next) = try await domain.read { try $0.audit.list(AuditFilter(), after: nil, limit: 10) }
        #expect(next == nil)
        #expect(events.map(\.sequence) == [2, 1])
        #expect(events[0].call == Self.call("UpdateNumberPool"))
        #expect((events[0].outcome, events[0].occurrences, events[0].at) == ("Success", 1, .example))
        #expect(events[0].changes.map(\.object) == [AuditObject(.numberPool, no)])
        #expect(events[0].changes[0].before.map(\.value) == ["call 138****0000"])
        #expect(events[0].changes[0].after.map(\.value) == ["b"])
        #expect(events[1].changes[0].before.isEmpty)
        #expect(events[1].changes[0].after.map(\.name) == ["name", "sub_service_type"])
    }

    @Test func `tells of many changes how many there were`() async throws {
        let domain = try await DomainFixture()
        try await domain.write { scope in
            for index in 0..<30 { _ = try scope.simTags.create(name: "tag \(index)") }
            try scope.audit.append(Self.call("CreateTag"), trail: scope.trail)
        }
        let event = try await domain.read { try $0.audit.list(AuditFilter(), after: nil, limit: 1).events[0] }
        #expect((event.changes.count, event.omitted) == (20, 10))
    }

    @Test func `is whole as long as nobody changes it`() async throws {
        let domain = try await Self.domain(events: 5)
        let result = try await domain.read { try $0.audit.verify() }
        #expect((result.events, result.head, result.broken) == (5, 5, nil))
        let last = try await domain.read { try $0.audit.list(AuditFilter(), after: nil, limit: 1).events[0] }
        #expect(result.headHash == last.hash)
        let other = try await domain.read(as: domain.other) { try $0.audit.verify() }
        #expect((other.events, other.head, other.broken) == (0, 0, nil))
    }

    @Test(arguments: ["UPDATE audit_events SET outcome = 'x' WHERE sequence = 2", "DELETE FROM audit_events"])
    func `is only added to`(statement: String) async throws {
        let domain = try await Self.domain(events: 3)
        await #expect(throws: SQLError.self) {
            try await domain.database.write { try $0.execute(SQLStatement(stringLiteral: statement)) }
        }
        #expect(try await domain.read { try $0.audit.verify() }.events == 3)
    }

    @Test(arguments: [
        ("user_id", "'x'"), ("credential", "''"), ("face", "'iam'"), ("operation", "'Other'"), ("request_id", "'q'"),
        ("remote_address", "'192.0.2.2'"), ("request", "'{}'"), ("outcome", "'AccessDenied'"), ("occurrences", "2"),
        ("changes", "'x'"), ("omitted", "1"), ("at", "at + 1"), ("account_id", "account_id + 1"),
    ])
    func `names the first event that was changed`(column: String, value: String) async throws {
        let domain = try await Self.domain(events: 5)
        try await Self.tamper(
            domain, [SQLStatement(stringLiteral: "UPDATE audit_events SET \(column) = \(value) WHERE sequence = 3")])
        let result = try await domain.read { try $0.audit.verify() }
        #expect((result.broken, result.events) == (3, 2))
    }

    @Test func `names the first event that is missing, inserted or elsewhere`() async throws {
        let missing = try await Self.domain(events: 5)
        try await Self.tamper(missing, ["DELETE FROM audit_events WHERE sequence = 3"])
        #expect(try await missing.read { try $0.audit.verify() }.broken == 3)

        let first = try await Self.domain(events: 5)
        try await Self.tamper(first, ["DELETE FROM audit_events WHERE sequence = 1"])
        #expect(try await first.read { try $0.audit.verify() }.broken == 1)

        let inserted = try await Self.domain(events: 5)
        try await Self.tamper(
            inserted,
            [
                "UPDATE audit_events SET sequence = 6 WHERE sequence = 5",
                "UPDATE audit_events SET sequence = 5 WHERE sequence = 4",
                """
                INSERT INTO audit_events (account_id, sequence, at, user_id, credential, face, operation, request_id,
                 remote_address, request, outcome, occurrences, changes, omitted, hash)
                SELECT account_id, 4, at, user_id, credential, face, operation, request_id, remote_address, request,
                 outcome, occurrences, changes, omitted, hash FROM audit_events WHERE sequence = 3
                """,
            ])
        #expect(try await inserted.read { try $0.audit.verify() }.broken == 4)

        let reordered = try await Self.domain(events: 5)
        try await Self.tamper(
            reordered,
            [
                "UPDATE audit_events SET sequence = 99 WHERE sequence = 2",
                "UPDATE audit_events SET sequence = 2 WHERE sequence = 3",
                "UPDATE audit_events SET sequence = 3 WHERE sequence = 99",
            ])
        #expect(try await reordered.read { try $0.audit.verify() }.broken == 2)
    }

    @Test func `is listed page after page in either order`() async throws {
        let domain = try await Self.domain(events: 5)
        for (newestFirst, expected) in [(true, [5, 4, 3, 2, 1]), (false, [1, 2, 3, 4, 5])] {
            var (sequences, after): ([Int64], Int64?) = ([], nil)
            repeat {
                let position = after
                let page = try await domain.read {
                    try $0.audit.list(AuditFilter(newestFirst: newestFirst), after: position, limit: 2)
                }
                sequences += page.events.map(\.sequence)
                after = page.next
            } while after != nil
            #expect(sequences == expected.map(Int64.init))
        }
    }

    @Test func `is searched by what is known of an event`() async throws {
        let domain = try await DomainFixture()
        let no = try await domain.write { scope in
            let no = try scope.numberPools.create(name: "a", serviceType: .ordinary, subServiceType: .voiceSIP).no
            try scope.audit.append(Self.call("A", user: "1", requestID: "x"), trail: scope.trail)
            return no
        }
        try await domain.write(at: Timestamp.example.adding(seconds: 10)) {
            try $0.audit.append(Self.call("B", user: "2", requestID: "y"), outcome: "AccessDenied")
        }
        let end = Timestamp.example.adding(seconds: 10)
        let filters: [(AuditFilter, [Int64])] = [
            (AuditFilter(from: end), [2]), (AuditFilter(to: end), [1]), (AuditFilter(user: UserID("1")), [1]),
            (AuditFilter(operation: "B"), [2]), (AuditFilter(outcome: "AccessDenied"), [2]),
            (AuditFilter(object: AuditObject(.numberPool, no)), [1]), (AuditFilter(requestID: "y"), [2]),
            (AuditFilter(object: AuditObject(.numberPool, "NP")), []),
            (AuditFilter(user: UserID("1"), operation: "B"), []),
        ]
        for (filter, expected) in filters {
            let found = try await domain.read { try $0.audit.list(filter, after: nil, limit: 10) }
            #expect(found.events.map(\.sequence) == expected)
            let others = try await domain.read(as: domain.other) { try $0.audit.list(filter, after: nil, limit: 10) }
            #expect(others.events.isEmpty)
        }
    }
}
