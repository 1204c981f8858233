// SPDX-License-Identifier: Apache-2.0

import Testing
import WebSessions
import WebSessionsTesting

@Suite struct SubscriptTests {
    private let site: SessionTestSite

    init() throws {
        site = try SessionTestSite()
    }

    @Test func readAndWriteWhatIsLoaded() async throws {
        let cookie = try await site.seed { try $0["p"].set(4, for: "n") }
        try await site.visit(cookie: cookie) { session in
            try await session.load(.packages(["p"]))
            session["p"]["n", default: 0] += 1
            session["p"]["color"] = "red"
            session["p"]["none"] = Int?.none
        }
        let reply = try await site.visit(cookie: cookie) { session in
            try await session.load(.packages(["p"]))
            let color: String? = session["p"]["color"]
            return (session["p"]["n", default: 0], color, session["p"].loadedKeys)
        }
        #expect(reply.result == (5, "red", ["color", "n"]))
    }

    @Test func aReadModifyWriteIsCompared() async throws {
        let cookie = try await site.seed { try $0["p"].set(4, for: "n") }
        let slow = site.session(cookie: cookie)
        try await slow.load(.packages(["p"]))
        slow["p"]["n", default: 0] += 1
        try await site.visit(cookie: cookie) { try $0["p"].increment("n") }
        let error = await #expect(throws: SessionError.self) { try await slow.commit() }
        #expect(error?.code == .conflict)
    }

    @Test func aReadOfWhatIsNotLoadedFailsTheCommit() async throws {
        let cookie = try await site.seed { try $0["p"].set(4, for: "n") }
        let session = site.session(cookie: cookie)
        session["p"]["n", default: 0] += 1
        let error = await #expect(throws: SessionError.self) { try await session.commit() }
        #expect(error?.code == .notLoaded)
        #expect(error?.key == "n")
        #expect(try await value(cookie) == 4)
    }

    @Test func aWriteThatCannotBeStoredFailsTheCommit() async throws {
        let cookie = try await site.seed { try $0["p"].set(4, for: "n") }
        let session = site.session(cookie: cookie)
        session["p"]["big"] = String(repeating: "x", count: 100_000)
        session["p"]["n"] = 5
        let error = await #expect(throws: SessionError.self) { try await session.commit() }
        #expect(error?.code == .tooLarge)
        #expect(error?.key == "big")
        #expect(try await value(cookie) == 4)
    }

    @Test func aReadOfAnotherTypeFailsTheCommit() async throws {
        let cookie = try await site.seed { try $0["p"].set("text", for: "n") }
        let session = site.session(cookie: cookie)
        try await session.load(.packages(["p"]))
        session["p"]["n", default: 0] += 1
        let error = await #expect(throws: SessionError.self) { try await session.commit() }
        #expect(error?.code == .undecodable)
    }

    private func value(_ cookie: String) async throws -> Int? {
        try await site.visit(cookie: cookie) { session in
            try await session["p"].value("n", as: Int.self)
        }.result
    }
}
