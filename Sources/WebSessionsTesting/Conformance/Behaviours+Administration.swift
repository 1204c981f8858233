import WebSessions

extension SessionStoreConformance {
    static let administration: [Behaviour] = [
        Behaviour(71, "all live sessions can be listed page by page") { context in
            let brief = SessionPolicy(timeout: .seconds(1), resolution: .zero)
            _ = try await context.record(policy: brief)
            var expected: Set<SessionLocator> = []
            for _ in 0..<25 {
                expected.insert(try await context.record().0.locator)
            }
            context.clock.advance(by: .seconds(1))
            var listed: [SessionLocator] = []
            var page: [SessionRecord] = []
            repeat {
                page = try await context.store.records(after: listed.last, limit: 10)
                listed += page.map(\.locator)
            } while page.count == 10
            try expectEqual(listed, expected.sorted(), "locators")
        },
        Behaviour(72, "a session can be shown without secret and access") { context in
            let value = SessionOperation.set(try field("k"), .integer(1))
            let (id, record) = try await context.record([value], principal: "ada")
            context.clock.advance(by: .seconds(1000))
            let snapshot = try await context.store.inspect(id.locator)
            try expectEqual(snapshot?.record, record, "record")
            try expectEqual(snapshot?.values, [field("k"): .integer(1)], "values")
            let later = try await context.found(id)
            try expectEqual(later.record.lastAccess, record.lastAccess, "last access")
            context.clock.advance(by: .seconds(4200))
            try expect(try await context.store.inspect(id.locator) == nil, "an expired one shows")
        },
    ]
}
