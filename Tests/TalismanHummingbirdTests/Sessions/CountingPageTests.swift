#if Hummingbird
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import PageTemplates
import Talisman
import TalismanHummingbird
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

    private func run<Result>(
        _ test: @Sendable (any TestClientProtocol) async throws -> Result
    ) async throws -> Result {
        let pages = pages
        return try await shop.run { router in
            for method in [HTTPRequest.Method.get, .head] {
                router.on("counter", method: method) { request, context in
                    try await pages.page(CounterPage.name, for: request, in: context)
                }
            }
        } _: { client in
            try await test(client)
        }
    }

    @Test(arguments: [HTTPRequest.Method.get, .head])
    func twoHundredVisitsAreCounted(method: HTTPRequest.Method) async throws {
        try await run { client in
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

    private enum Step {
        case hasRead
        case hasEnded
    }

    /// Each time that a page has read, another one comes and does the same.
    ///
    /// It is overtaken once, and not while it has its turn.
    @Test func aPageThatIsRunAgainIsNotOvertaken() async throws {
        let (steps, step) = AsyncStream<Step>.makeStream()
        let (releases, release) = AsyncStream<Void>.makeStream()
        let (returns, returned) = AsyncStream<Void>.makeStream()
        try await shop.run { router in
            router.get("slow") { _, context in
                let package = try context.session["shop"]
                let count = try await package.value("count", as: Int.self) ?? 0
                step.yield(.hasRead)
                for await _ in releases { break }
                try package.set(count + 1, for: "count")
                return HTTPResponse.Status.noContent
            }
            router.get("fast") { _, context in
                try await context.session["shop"].modify("count", default: 0) { $0 += 1 }
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
                    group.addTask { try await client.get("fast", cookie: cookie).status }
                    for await _ in returns { break }
                    // So long that it is stored, unless it waits.
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

    /// A page that only reads, while another request has its turn and does not end.
    @Test func whoOnlyReadsWaitsForNobody() async throws {
        let gate = Gate()
        try await shop.run { router in
            router.post("slow") { _, context in
                let package = try context.session["shop"]
                let count = try await package.value("count", as: Int.self) ?? 0
                if await gate.pass() {
                    let other = shop.manager.session(for: try context.session.request)
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
            let start = ContinuousClock.now
            #expect(try await client.get("count", cookie: cookie).text == "2")
            // Whoever waits for a turn that does not come waits so long.
            #expect(start.duration(to: .now) < .seconds(5))
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
#endif
