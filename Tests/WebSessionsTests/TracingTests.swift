// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import InMemoryTracing
import MetricsTestKit
import Testing
import Tracing
import WebSessions
import WebSessionsTesting

/// What traces and durations tell of the calls of stores.
@Suite struct TracingTests {
    private let tracer = InMemoryTracer()
    private let metrics = TestMetrics()
    private let site: SessionTestSite
    private let manager: SessionManager

    init() throws {
        site = try SessionTestSite()
        manager = Self.manager(site.manager, site, tracer, metrics)
    }

    private static func manager(
        _ manager: SessionManager,
        _ site: SessionTestSite,
        _ tracer: any Tracer,
        _ metrics: TestMetrics,
        containers: SessionContainers? = nil
    ) -> SessionManager {
        SessionManager(
            clientIDs: manager.clientIDs,
            containers: containers ?? manager.containers,
            clock: site.clock,
            metrics: metrics,
            tracer: tracer
        )
    }

    @Test func everyCallOfAStoreIsASpan() async throws {
        let cookie = try await run { try $0["p"].set("red", for: "color") }
        _ = try await run(cookie) { session in
            _ = try await session["p"].value("color", as: String.self)
            try session["p"].set(1, for: "n")
            try session["p"].set(2, for: "m")
        }
        let new = try await run(cookie) { try $0.login(principal: "ada@example.org") }
        _ = try await run(cookie) { _ = try await $0["p"].keys() }
        _ = try await manager.endSessions(ofPrincipal: "ada@example.org")
        _ = try await run(new) { try $0.logout() }
        #expect(
            tracer.finishedSpans.map(Summary.init) == [
                Summary("session create", "created", ["operations": 1]),
                Summary("session load", "found", ["count": 1]),
                Summary("session commit", "committed", ["operations": 2]),
                Summary("session load", "found", ["count": 0]),
                Summary("session rotate", "committed", ["operations": 1]),
                Summary("session load", "wrong-secret"),
                Summary("session list", "listed", ["count": 1]),
                Summary("session revoke", "ended"),
                Summary("session load", "unknown-session"),
            ]
        )
        #expect(
            tracer.finishedSpans.allSatisfy { $0.attributes.get("websessions.store") == "memory" }
        )
        #expect(tracer.activeSpans.isEmpty)
    }

    @Test func containersAreNamed() async throws {
        let memory = MemorySessionStore(clock: site.clock)
        let containers = try SessionContainers(
            default: SessionContainer(store: memory),
            named: ["cart": SessionContainer(store: memory)]
        )
        let manager = Self.manager(site.manager, site, tracer, metrics, containers: containers)
        let session = manager.session(for: site.request(.post))
        try session["cart"].set(1, for: "n")
        try session["other"].set(1, for: "n")
        _ = try await session.commit()
        let names = tracer.finishedSpans.map { $0.attributes.get("websessions.container") }
        #expect(names == ["default", "cart"])
    }

    @Test func sweepsAreSpans() async throws {
        for _ in 0..<3 {
            _ = try await run { try $0["p"].set(1, for: "n") }
        }
        site.clock.advance(by: .seconds(4200))
        tracer.clearAll()
        let sweeper = SessionSweeper(
            containers: manager.containers,
            batch: 2,
            clock: site.clock,
            metrics: metrics,
            tracer: tracer
        )
        #expect(try await sweeper.sweep() == 3)
        #expect(
            tracer.finishedSpans.map(Summary.init) == [
                Summary("session sweep", "swept", ["count": 2]),
                Summary("session sweep", "swept", ["count": 1]),
            ]
        )
    }

    @Test func aCommitIsAChildOfTheRequest() async throws {
        try await tracer.withSpan("GET /") { _ in
            _ = try await run { try $0["p"].set(1, for: "n") }
        }
        let spans = tracer.finishedSpans
        #expect(spans.map(\.operationName) == ["session create", "GET /"])
        #expect(spans[0].spanContext.parentSpanID == spans[1].spanContext.spanID)
    }

    @Test func aFailureIsRecordedByItsCodeAlone() async throws {
        let cookie = try await run { try $0["p"].set(1, for: "n") }
        let failing = Self.manager(
            site.manager,
            site,
            tracer,
            metrics,
            containers: SessionContainers(FailingStore())
        )
        tracer.clearAll()
        let session = failing.session(for: site.request(cookies: [cookie]))
        await #expect(throws: SessionError.self) { _ = try await session["p"].keys() }
        let span = try #require(tracer.finishedSpans.first)
        #expect(span.attributes.get("error.type") == "store-failure")
        #expect(span.status?.code == .error)
        #expect(span.status?.message == nil)
        #expect(span.errors.map { "\($0.error)" } == ["store-failure"])
    }

    @Test func noSpanHoldsAnythingSecret() async throws {
        let cookie = try await run { try $0["p"].set("hunter2", for: "pin") }
        let new = try await run(cookie) { session in
            _ = try await session["p"].value("pin", as: String.self)
            try session["p"].set("hunter3", for: "pin")
            try session.login(principal: "ada@example.org", clientHint: "Firefox")
        }
        // Refused, in conflict, failing with what is secret in the error, and ended.
        _ = try await run(cookie) { _ = try await $0["p"].keys() }
        let late = manager.session(for: site.request(.post, cookies: [new]))
        _ = try await late["p"].value("pin", as: String.self)
        _ = try await run(new) { try $0["p"].set("hunter4", for: "pin") }
        try late["p"].set("hunter5", for: "pin")
        await #expect(throws: SessionError.self) { try await late.commit() }
        let talking = Self.manager(
            site.manager,
            site,
            tracer,
            metrics,
            containers: SessionContainers(TalkativeStore.make(new))
        )
        let refused = talking.session(for: site.request(cookies: [new]))
        await #expect(throws: SessionError.self) { _ = try await refused["p"].keys() }
        _ = try await manager.endSessions(ofPrincipal: "ada@example.org")
        let secrets = [cookie, new].flatMap { $0.split(separator: ".").dropFirst(2) }
        let spans = tracer.finishedSpans.map(Self.text)
        #expect(spans.count >= 9)
        for text in spans {
            for secret in secrets + ["v1.", "hunter", "ada@", "Firefox", "pin"] {
                #expect(!text.contains(secret), "\(text)")
            }
        }
    }

    @Test func callsAreMeasured() async throws {
        let cookie = try await run { try $0["p"].set(1, for: "n") }
        _ = try await run(cookie) { _ = try await $0["p"].keys() }
        for operation in ["create", "load"] {
            let timer = try metrics.expectTimer(
                "sessions.store.duration",
                [("store", "memory"), ("operation", operation)]
            )
            #expect(timer.values.count == 1)
        }
    }

    private func run(
        _ cookie: String? = nil,
        _ handler: (Session) async throws -> Void
    ) async throws -> String {
        try await site.visit(manager, cookie, handler)
    }

    /// Everything that a backend gets of a span.
    private static func text(of span: FinishedInMemorySpan) -> String {
        var parts = [span.operationName, span.status?.message ?? ""]
        func append(_ name: String, _ value: SpanAttribute) {
            parts.append("\(name)=\(value)")
        }
        span.attributes.forEach(append)
        for recorded in span.errors {
            parts.append("\(recorded.error) \(String(reflecting: recorded.error))")
            recorded.attributes.forEach(append)
        }
        for event in span.events {
            parts.append(event.name)
            event.attributes.forEach(append)
        }
        return parts.joined(separator: "\n")
    }
}

/// A span in short.
private struct Summary: Equatable {
    let name: String
    let outcome: SpanAttribute?
    let numbers: [String: SpanAttribute]

    init(_ name: String, _ outcome: String, _ numbers: [String: Int64] = [:]) {
        self.name = name
        self.outcome = .string(outcome)
        self.numbers = numbers.mapValues { .int64($0) }
    }

    init(_ span: FinishedInMemorySpan) {
        name = span.operationName
        outcome = span.attributes.get("websessions.outcome")
        var numbers: [String: SpanAttribute] = [:]
        for name in ["count", "operations"] {
            numbers[name] = span.attributes.get("websessions.\(name)")
        }
        self.numbers = numbers
    }
}

/// A store whose errors say too much.
private enum TalkativeStore {
    struct Failure: Error {
        let text: String
    }

    static func make(_ secret: String) -> RecordingStore {
        RecordingStore(MemorySessionStore()) { _ in
            let failure = Failure(text: secret)
            throw SessionError(.storeFailure, "\(secret) failed", underlying: failure)
        }
    }
}
