// SPDX-License-Identifier: Apache-2.0

import WebSessions

extension SessionStoreConformance {
    static let concurrency: [Behaviour] = [
        Behaviour(51, "a thousand concurrent increments all count") { context in
            let site = try context.site()
            let cookie = try await site.seed { try $0.shop.set(0, for: "n") }
            _ = try await gather(20) { _ in
                for _ in 0..<50 {
                    try await site.visit(cookie: cookie) { try $0.shop.increment("n") }
                }
            }
            let reply = try await site.visit(cookie: cookie) { session in
                try await session.shop.value("n", as: Int.self)
            }
            try expectEqual(reply.result, 1000, "sum")
        },
        Behaviour(52, "concurrent writes to different keys all count") { context in
            let site = try context.site()
            let cookie = try await site.seed { try $0.shop.set(0, for: "n") }
            _ = try await gather(200) { number in
                try await site.visit(cookie: cookie) { session in
                    try session["many"].set(number, for: "key\(number)")
                }
            }
            let keys = try await site.visit(cookie: cookie) { try await $0["many"].keys() }
            try expectEqual(keys.result.count, 200, "keys")
        },
        Behaviour(53, "concurrent insertions, maxima and appends all count") { context in
            let site = try context.site()
            let cookie = try await site.seed { try $0.shop.set(0, for: "n") }
            _ = try await gather(40) { number in
                try await site.visit(cookie: cookie) { session in
                    try session.shop.insert("e\(number % 20)", into: "set")
                    try session.shop.append(number, to: "list", cap: 100)
                    try session.shop.append(number, to: "last", cap: 3)
                    try session.shop.max("max", Int64(number))
                }
            }
            try await site.visit(cookie: cookie) { session in
                let set = try await session.shop.value("set", as: Set<String>.self)
                try expectEqual(set, Set((0..<20).map { "e\($0)" }), "set")
                let list = try await session.shop.value("list", as: [Int].self)
                try expectEqual(list?.sorted(), Array(0..<40), "list")
                let last = try await session.shop.value("last", as: [Int].self)
                try expectEqual(last, list?.suffix(3), "capped list")
                let maximum = try await session.shop.value("max", as: Int.self)
                try expectEqual(maximum, 39, "maximum")
            }
        },
        Behaviour(54, "a compare-and-set of a stale value changes nothing") { context in
            let field = try field("k")
            let (id, _) = try await context.record([.set(field, .integer(1))])
            let stale = SessionDigest(of: .integer(7))
            for expected in [stale, nil] {
                let operation = SessionOperation.compareAndSet(
                    field,
                    expected: expected,
                    new: .integer(2)
                )
                guard case .conflict(let current) = try await context.commit([operation], to: id)
                else { return try expect(false, "no conflict") }
                try expectEqual(current, [field: .integer(1)], "present values")
            }
            let good = SessionOperation.compareAndSet(
                field,
                expected: SessionDigest(of: .integer(1)),
                new: nil
            )
            try expectEqual(try await context.commit([good], to: id).word, "committed", "commit")
            let snapshot = try await context.found(id, reads: .everything)
            try expectEqual(snapshot.values, [:], "values")
        },
        Behaviour(78, "what a commit expects covers what is not there") { context in
            let tea = try field("tea")
            let other = SessionField(path: "products.foo0/tea") ?? tea
            let digest = SessionDigest(of: .integer(1))
            let package = SessionReads.packages([tea.package])
            for reads in [package, .everything, .fields([tea])] {
                let (id, record) = try await context.record([.set(tea, .integer(1))])
                let good = SessionOperation.expect(reads, [tea: digest])
                let none = SessionOperation.expect(reads, [:])
                let bare = SessionOperation.expect(
                    reads,
                    [tea: SessionDigest(bytes: digest.bytes) ?? digest]
                )
                for operation in [good, bare] {
                    try await expectResult(.committed(record), of: [operation], id, context)
                }
                let present = [tea: SessionValue.integer(1)]
                try await expectResult(.conflict(present), of: [none, .delete(tea)], id, context)
                let missing = SessionOperation.expect(reads, [tea: digest, other: digest])
                try await expectResult(.conflict([other: nil]), of: [missing], id, context)
            }
            try await expectNoPhantoms(package, known: tea, other: other, context)
            try await expectCreation(package, tea, context)
        },
        Behaviour(55, "a commit is stored as a whole or not at all") { context in
            let first = try field("a")
            let second = try field("b")
            let text = try SessionValue(encoding: "text")
            let (id, record) = try await context.record([.set(second, text)])
            let conflicting = SessionOperation.compareAndSet(second, expected: nil, new: text)
            let result = try await context.commit([.set(first, text), conflicting], to: id)
            try expectEqual(result.word, "conflict", "commit")
            try await expectError(.kindMismatch, "adding to text") {
                _ = try await context.commit([.set(first, text), .add(second, 1)], to: id)
            }
            let top = SessionOperation.set(first, .integer(.max))
            try await expectError(.overflow, "adding to the largest number") {
                _ = try await context.commit([top, .add(first, 1)], to: id)
            }
            let snapshot = try await context.found(id, reads: .everything)
            try expectEqual(snapshot.values, [second: text], "values")
            try expectEqual(snapshot.record.version, record.version, "version")
        },
        Behaviour(56, "a request that only read changes nothing") { context in
            let site = try context.site()
            let cookie = try await site.seed { try $0.shop.set("red", for: "color") }
            let reader = site.session(cookie: cookie)
            _ = try await reader.shop.dictionary()
            try await site.visit(cookie: cookie) { try $0.shop.set("blue", for: "color") }
            site.store.reset()
            _ = try await reader.commit()
            try expectEqual(site.store.calls, [], "store calls")
        },
        Behaviour(57, "parallel tasks of a request share one session") { context in
            let site = try context.site()
            let reply = try await site.visit { session in
                _ = try await gather(50) { _ in try session.shop.increment("n") }
                return try await session.shop.value("n", as: Int.self)
            }
            try expectEqual(reply.result, 50, "sum")
            try expectEqual(site.store.calls, [.create], "store calls")
        },
        Behaviour(58, "a read costs one call of the store, and so does a commit") { context in
            let site = try context.site()
            let cookie = try await site.seed { try $0.shop.set("red", for: "color") }
            site.clock.advance(by: .seconds(700))
            site.store.reset()
            try await site.visit(cookie: cookie) { session in
                try await session.load(.packages(["products.foo", "products.bar"]))
                _ = try await session.shop.value("color", as: String.self)
                _ = try await session["products.bar"].keys()
                try session.shop.set("blue", for: "color")
                try session.shop.increment("n")
            }
            try expectEqual(site.store.calls, [.read, .commit], "store calls")
        },
        Behaviour(59, "an aborted request writes nothing") { context in
            let site = try context.site()
            let session = site.session()
            try session.shop.set("red", for: "color")
            try expectEqual(session.abort().clientIDFields.count, 0, "fields")
            _ = try await session.commit()
            try expectEqual(site.store.calls, [], "store calls")
        },
        Behaviour(61, "a write after the commit is an error") { context in
            let session = try context.site().session()
            _ = try await session.commit()
            try await expectError(.finished, "a late write") {
                try session.shop.set("red", for: "color")
            }
        },
    ]

    /// A key that came in between is a conflict where it belongs to what is expected.
    private static func expectNoPhantoms(
        _ package: SessionReads,
        known: SessionField,
        other: SessionField,
        _ context: ConformanceContext
    ) async throws {
        let phantom = try field("phantom")
        let expected = [known: SessionDigest(of: .integer(1))]
        let values: [SessionOperation] = [.set(known, .integer(1)), .set(other, .integer(2))]
        let (id, record) = try await context.record(values)
        let package = SessionOperation.expect(package, expected)
        try await expectResult(.committed(record), of: [package], id, context)
        let all = SessionOperation.expect(.everything, expected)
        try await expectResult(.conflict([other: .integer(2)]), of: [all], id, context)
        _ = try await context.commit([.set(phantom, .integer(3))], to: id)
        let conflict = SessionCommitResult.conflict([phantom: .integer(3)])
        try await expectResult(conflict, of: [package, .set(known, .integer(9))], id, context)
        let after = try await context.found(id, reads: .fields([known])).values
        try expectEqual(after, [known: .integer(1)], "value after the conflict")
        try await expectResult(.committed(record), of: [.delete(phantom), package], id, context)
    }

    private static func expectCreation(
        _ reads: SessionReads,
        _ field: SessionField,
        _ context: ConformanceContext
    ) async throws {
        _ = try await context.record([.expect(reads, [:]), .set(field, .integer(1))])
        try await expectError(.conflict, "a creation that expects a value") {
            let digest = SessionDigest(of: .integer(1))
            _ = try await context.record([.expect(reads, [field: digest])])
        }
    }

    /// Compares the case, and the values of a conflict.
    private static func expectResult(
        _ expected: SessionCommitResult,
        of operations: [SessionOperation],
        _ id: ClientID,
        _ context: ConformanceContext
    ) async throws {
        let result = try await context.commit(operations, to: id)
        try expectEqual(result.word, expected.word, "commit of \(operations)")
        guard case .conflict(let fields) = result, case .conflict(let others) = expected else {
            return
        }
        try expectEqual(fields, others, "present values")
    }
}
