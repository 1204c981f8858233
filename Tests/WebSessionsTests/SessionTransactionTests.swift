// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Logging
import Synchronization
import Testing
import WebSessions
import WebSessionsTesting

/// Transactions without a server.
@Suite struct SessionTransactionTests {
    private let site: SessionTestSite
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    init() throws {
        site = try SessionTestSite()
    }

    private func request(_ cookie: String? = nil) -> ClientRequest {
        ClientRequest(site.request(.post, cookies: cookie.map { [$0] } ?? []))
    }

    /// Another request that adds to the same count.
    private func overtake(_ cookie: String) async throws {
        _ = try await site.visit(cookie: cookie) { session in
            try session["shop"].increment("count")
        }
    }

    private func count(_ cookie: String) async throws -> Int? {
        try await site.visit(cookie: cookie) { session in
            try await session["shop"].value("count", as: Int.self)
        }.result
    }

    @Test func givesTheResponseTheFieldsOfTheSession() async throws {
        let transaction = SessionTransaction(site.manager)
        let (head, body) = try await transaction.run(
            request(),
            mayRunAgain: true,
            logger: logger
        ) { held in
            try held.session["shop"].increment("count")
            return (HTTPResponse(status: .ok, headerFields: [.from: "here"]), "body")
        }
        #expect(body == "body")
        #expect(head.headerFields[.from] == "here")
        #expect(head.headerFields[values: .setCookie].count == 1)
        #expect(head.headerFields[.cacheControl] == "no-store")
    }

    @Test func storesNothingOfAResponseWithAServerError() async throws {
        let transaction = SessionTransaction(site.manager)
        let (head, _) = try await transaction.run(
            request(),
            mayRunAgain: true,
            logger: logger
        ) { held in
            try held.session["shop"].increment("count")
            return (HTTPResponse(status: .badGateway), ())
        }
        #expect(head.headerFields[.setCookie] == nil)
        #expect(site.store.calls.isEmpty)
    }

    @Test(arguments: [(true, 2), (false, 1)])
    func runsAgainWhereItMay(mayRunAgain: Bool, runs: Int) async throws {
        let cookie = try await site.seed { try $0["shop"].set(1, for: "count") }
        let transaction = SessionTransaction(site.manager)
        let number = Mutex(0)
        let result: Result<HTTPResponse, SessionFailure>
        do throws(SessionFailure) {
            let response = try await transaction.run(
                request(cookie),
                mayRunAgain: mayRunAgain,
                logger: logger
            ) { held in
                let package = held.session["shop"]
                let count = try await package.value("count", as: Int.self) ?? 0
                let run = number.withLock { number in
                    number += 1
                    return number
                }
                if run == 1 { try await overtake(cookie) }
                try package.set(count + 1, for: "count")
                return (HTTPResponse(status: .ok), ())
            }
            result = .success(response.head)
        } catch {
            result = .failure(error)
        }
        #expect(number.withLock(\.self) == runs)
        #expect(try await count(cookie) == runs + 1)
        guard !mayRunAgain else { return }
        let failure = #expect(throws: SessionFailure.self) { try result.get() }
        #expect(failure?.response?.status == .conflict)
        #expect(failure?.response?.headerFields[.cacheControl] == "no-store")
        #expect(failure?.response?.headerFields[.vary] == "Cookie")
    }

    @Test func anErrorOfTheHandlerKeepsItsSession() async throws {
        struct Unknown: Error {}
        let cookie = try await site.seed { try $0["shop"].set(1, for: "count") }
        let transaction = SessionTransaction(site.manager)
        let failure = await #expect(throws: SessionFailure.self) {
            _ = try await transaction.run(
                request(cookie),
                mayRunAgain: true,
                logger: logger
            ) { held -> (HTTPResponse, Void) in
                try await held.session["shop"].modify("count", default: 0) { $0 += 1 }
                throw Unknown()
            }
        }
        #expect(failure?.error is Unknown)
        #expect(failure?.response == nil)
        #expect(failure?.outcome.isAccessed == true)
        #expect(try await count(cookie) == 1)
    }

    @Test(
        arguments: [
            (.get, nil, true), (.post, nil, false), (.post, "65536", true),
            (.post, "65537", false), (.post, "x", false), (.delete, nil, true),
        ] as [(HTTPRequest.Method, String?, Bool)]
    )
    func keepsBodiesOfAKnownLength(
        method: HTTPRequest.Method,
        length: String?,
        isKept: Bool
    ) {
        var head = site.request(method)
        head.headerFields[.contentLength] = length
        #expect(SessionRetries().keepsBody(of: head) == isKept)
        #expect(!SessionRetries.none.keepsBody(of: head))
        head.headerFields[.transferEncoding] = "chunked"
        #expect(!SessionRetries().keepsBody(of: head))
    }
}
