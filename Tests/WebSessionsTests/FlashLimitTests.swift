// SPDX-License-Identifier: Apache-2.0

import MetricsTestKit
import Testing
import WebSessions
import WebSessionsTesting

@Suite struct FlashLimitTests {
    private let site: SessionTestSite
    private let metrics = TestMetrics()
    private let manager: SessionManager

    init() throws {
        site = try SessionTestSite()
        manager = SessionManager(
            clientIDs: site.manager.clientIDs,
            containers: site.manager.containers,
            clock: site.clock,
            metrics: metrics
        )
    }

    @Test func whatGaveWayIsCountedWhereTheOthersAreShown() async throws {
        let cookie = try await site.visit(manager, nil) { session in
            for number in 0...SessionFlash.maximumCount { try session.flash.add("\(number)") }
        }
        _ = try await site.visit(manager, cookie) { session in
            let messages = try await session.flash.take()
            #expect(messages.map(\.text) == (1...SessionFlash.maximumCount).map { "\($0)" })
            #expect(session.flash.loadedMessages.isEmpty)
        }
        #expect(try lost("dropped") == 1)
    }

    /// Also where each of the texts takes the most room that it can.
    @Test(arguments: ["x", "\u{1}", "\u{1F534}", "\"", "e\u{301}"])
    func longTextsAreCutSoThatAllFit(part: String) async throws {
        let text = String(repeating: part, count: 70_000)
        let cookie = try await site.visit(manager, nil) { session in
            for _ in 0...SessionFlash.maximumCount { try session.flash.add(text) }
        }
        let shown = try await site.visit(cookie: cookie) { try await $0.flash.take() }
        #expect(shown.result.count == SessionFlash.maximumCount)
        for message in shown.result {
            #expect(message.text.hasSuffix("\(part)\u{2026}"))
            #expect(text.hasPrefix(message.text.dropLast()))
        }
        #expect(try lost("cut") == Int64(SessionFlash.maximumCount + 1))
    }

    @Test func aTextOfOrdinaryLengthIsNotCut() async throws {
        let text = String(repeating: "x", count: 2500)
        let cookie = try await site.seed { try $0.flash.add(text) }
        let shown = try await site.visit(cookie: cookie) { try await $0.flash.take() }
        #expect(shown.result.map(\.text) == [text])
    }

    @Test func aLongCategoryIsRefused() async throws {
        let error = #expect(throws: SessionError.self) {
            try site.session().flash.add("x", category: String(repeating: "c", count: 5000))
        }
        #expect(error?.code == .tooLarge)
    }

    @Test func aMessageThatComesMeanwhileIsNotLost() async throws {
        let cookie = try await site.seed { try $0.flash.add("first") }
        let page = site.session(cookie: cookie)
        #expect(try await page.flash.take().map(\.text) == ["first"])
        try await site.visit(cookie: cookie) { try $0.flash.add("second") }
        let error = await #expect(throws: SessionError.self) { try await page.commit() }
        #expect(error?.code == .conflict)
        let again = try await site.visit(cookie: cookie) { try await $0.flash.take() }
        #expect(again.result.map(\.text) == ["first", "second"])
    }

    @Test func someMessagesStay() async throws {
        let cookie = try await site.seed { session in
            try session.flash.add("a")
            try session.flash.add("b", category: "mail")
        }
        try await site.visit(cookie: cookie) { session in
            let mail = try await session.flash.messages().filter { $0.category == "mail" }
            try session.flash.consume(mail)
            try session.flash.add("c")
        }
        let left = try await site.visit(cookie: cookie) { try await $0.flash.messages() }
        #expect(left.result.map(\.text) == ["a", "c"])
    }

    @Test func whatWasNotLoadedCannotBeConsumed() async throws {
        let cookie = try await site.seed { try $0.flash.add("a") }
        let messages = try await site.visit(cookie: cookie) { try await $0.flash.messages() }
        let error = #expect(throws: SessionError.self) {
            try site.session(cookie: cookie).flash.consume(messages.result)
        }
        #expect(error?.code == .notLoaded)
    }

    private func lost(_ reason: String) throws -> Int64 {
        let dimensions = [("store", "memory"), ("reason", reason)]
        return try metrics.expectCounter("sessions.flash.lost", dimensions).totalValue
    }
}
