// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing
import WebSessions
import WebSessionsTesting

@Suite struct ConcurrencyTests {
    private let site: SessionTestSite

    init() throws {
        site = try SessionTestSite()
    }

    @Test func readModifyWriteLosesNothingWhenItIsTriedAgain() async throws {
        let cookie = try await site.seed { try $0["p"].set(0, for: "n") }
        try await inParallel(8) {
            for _ in 0..<25 {
                try await retrying {
                    try await site.visit(cookie: cookie) { session in
                        try await session["p"].modify("n", default: 0) { $0 += 1 }
                    }
                }
            }
        }
        let reply = try await site.visit(cookie: cookie) { session in
            try await session["p"].value("n", as: Int.self)
        }
        #expect(reply.result == 200)
    }

    @Test func oneOfManyPopsGetsTheValue() async throws {
        let cookie = try await site.seed { try $0["p"].set("prize", for: "k") }
        let sessions = (0..<10).map { _ in site.session(cookie: cookie) }
        for session in sessions {
            #expect(try await session["p"].pop("k", as: String.self) == "prize")
        }
        var winners = 0
        for session in sessions {
            do {
                _ = try await session.commit()
                winners += 1
            } catch {
                #expect(error.code == .conflict)
            }
        }
        #expect(winners == 1)
    }

    @Test func aBlindIncrementOfTextIsRefusedAtTheCommit() async throws {
        let cookie = try await site.seed { try $0["p"].set("text", for: "k") }
        let session = site.session(cookie: cookie)
        try session["p"].increment("k")
        try session["p"].set(1, for: "other")
        let error = await #expect(throws: SessionError.self) { try await session.commit() }
        #expect(error?.code == .kindMismatch)
        #expect(error?.key == "k")
        let keys = try await site.visit(cookie: cookie) { try await $0["p"].keys() }
        #expect(keys.result == ["k"])
    }

    private func inParallel(
        _ count: Int,
        _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<count {
                group.addTask { try await body() }
            }
            try await group.waitForAll()
        }
    }

    /// What a server does with a handler whose session conflicts.
    private func retrying(_ body: () async throws -> Void) async throws {
        while true {
            do {
                return try await body()
            } catch let error as SessionError where error.code == .conflict {
                continue
            }
        }
    }
}
