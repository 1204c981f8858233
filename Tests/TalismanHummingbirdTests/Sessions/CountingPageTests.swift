// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import PageTemplates
import Talisman
import Testing
import WebSessions
import WebSessionsTesting

/// Pages that change their session when they are only looked at.
@Suite struct CountingPageTests {
    private let shop: TestShop
    private let pages = CounterPage.pages()

    init() throws {
        // Each call takes so long that requests overlap.
        let slow = RecordingStore(MemorySessionStore()) { _ in
            for _ in 0..<5 { await Task.yield() }
        }
        shop = try TestShop(store: slow)
    }

    private func run<Result: Sendable>(
        _ server: TestServer,
        _ test: @Sendable (any TestClient) async throws -> Result
    ) async throws -> Result {
        let pages = pages
        return try await shop.run(server) { router in
            for method in [HTTPRequest.Method.get, .head] {
                router.on("counter", method: method) { request in
                    try await pages.page(CounterPage.name, for: request)
                }
            }
        } _: { client in
            try await test(client)
        }
    }

    @Test(arguments: TestServer.all, [HTTPRequest.Method.get, .head])
    func twoHundredVisitsAreCounted(server: TestServer, method: HTTPRequest.Method) async throws {
        try await run(server) { client in
            let cookie = try #require(try await client.get("counter").cookie)
            let headers: HTTPFields = [.cookie: cookie]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        for _ in 0..<10 {
                            let response = try await client.execute(
                                uri: "/counter",
                                method: method,
                                headers: headers
                            )
                            #expect(response.status == .ok)
                        }
                    }
                }
                try await group.waitForAll()
            }
            let last = try await client.get("counter", cookie: cookie)
            #expect(last.text.contains("<span>202</span>"))
        }
    }

    /// Each time that a page has read, another one comes and does the same.
    ///
    /// It is overtaken once, and not while it has its turn.
    @Test(.timeLimit(.minutes(10)), arguments: TestServer.all)
    func aPageThatIsRunAgainIsNotOvertaken(server: TestServer) async throws {
        let (steps, step) = AsyncStream<Step>.makeStream()
        let (releases, release) = AsyncStream<Void>.makeStream()
        let (returns, returned) = AsyncStream<Void>.makeStream()
        try await shop.run(server) { router in
            router.get("slow") { request in
                let package = try request.session["shop"]
                let count = try await package.value("count", as: Int.self) ?? 0
                step.yield(.hasRead)
                for await _ in releases { break }
                try package.set(count + 1, for: "count")
                return HTTPResponse.Status.noContent
            }
            router.get("fast") { request in
                try await request.session["shop"].modify("count", default: 0) { $0 += 1 }
                returned.yield()
                return HTTPResponse.Status.noContent
            }
        } _: { client in
            let cookie = try await client.post("add").cookie
            try await withThrowingTaskGroup(of: HTTPResponse.Status.self) { group in
                group.addTask {
                    defer { step.yield(.hasEnded) }
                    return try await client.get("slow", cookie: cookie).status
                }
                var runs = 0
                for await step in steps {
                    guard step == .hasRead else { break }
                    runs += 1
                    if runs == 1 {
                        // Nothing conflicts yet, so that it does not wait.
                        #expect(try await client.get("fast", cookie: cookie).status == .noContent)
                    } else {
                        group.addTask { try await client.get("fast", cookie: cookie).status }
                    }
                    for await _ in returns { break }
                    // So long that it is probably stored, unless it waits.
                    for _ in 0..<200 { await Task.yield() }
                    release.yield()
                }
                #expect(runs == 2)
                for try await status in group {
                    #expect(status == .noContent)
                }
            }
            #expect(try await client.get("count", cookie: cookie).text == "4")
        }
    }

    private enum Step {
        case hasRead
        case hasEnded
    }

    /// A page that only reads, while another request has its turn and does not end.
    @Test(.timeLimit(.minutes(10)), arguments: TestServer.all)
    func whoOnlyReadsWaitsForNobody(server: TestServer) async throws {
        let gate = Gate()
        try await shop.run(server) { router in
            router.post("slow") { request in
                let package = try request.session["shop"]
                let count = try await package.value("count", as: Int.self) ?? 0
                if await gate.pass() {
                    let other = shop.manager.session(for: try request.session.request)
                    try other["shop"].increment("count")
                    _ = try await other.commit()
                } else {
                    await gate.wait()
                }
                try package.set(count + 1, for: "count")
                return HTTPResponse.Status.noContent
            }
        } _: { client in
            let cookie = try await client.post("add").cookie
            async let slow = client.post("slow", cookie: cookie)
            await gate.waitForWaiting()
            // Whoever waits for a turn waits for ever: the clock stands still.
            #expect(try await client.get("count", cookie: cookie).text == "2")
            await gate.open()
            #expect(try await slow.status == .noContent)
            #expect(try await client.get("count", cookie: cookie).text == "3")
        }
    }
}

/// Lets the first one pass; the others wait until it is opened.
private actor Gate {
    private var hasPassed = false
    private var isOpen = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var watching: [CheckedContinuation<Void, Never>] = []

    func pass() -> Bool {
        defer { hasPassed = true }
        return !hasPassed
    }

    func wait() async {
        guard !isOpen else { return }
        await withCheckedContinuation { continuation in
            waiting.append(continuation)
            for watcher in watching {
                watcher.resume()
            }
            watching = []
        }
    }

    func waitForWaiting() async {
        guard waiting.isEmpty else { return }
        await withCheckedContinuation { watching.append($0) }
    }

    func open() {
        isOpen = true
        for continuation in waiting {
            continuation.resume()
        }
        waiting = []
    }
}
