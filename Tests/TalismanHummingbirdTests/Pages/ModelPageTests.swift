// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Talisman
import TestSupport
import Testing
import WebSessions

/// Pages whose variables are values of Swift.
@Suite struct ModelPageTests {
    private struct Book: Encodable, Sendable {
        let title: String
        var note: String?
    }

    private struct Shelf: Encodable, Sendable {
        let books: [Book]
    }

    private static let books = [Book(title: "<Emma>"), Book(title: "Dune", note: "sand")]

    @Test(arguments: TestServer.all) func aStructureAndADictionaryAreVariables(
        server: TestServer
    ) async throws {
        let shop = try TestShop()
        try await shop.run(server) { router in
            router.get("structure") { request in
                try await request.page(
                    "books.html",
                    model: Shelf(books: Self.books),
                    of: shop.pages
                )
            }
            router.get("dictionary") { request in
                try await request.page("books.html", model: ["books": Self.books], of: shop.pages)
            }
        } _: { client in
            for path in ["structure", "dictionary"] {
                let response = try await client.get(path)
                #expect(response.status == .ok)
                #expect(response.text == "<p>&lt;Emma&gt; </p><p>Dune sand</p>")
            }
        }
    }

    @Test(arguments: TestServer.all) func anArrayWithoutANameIsAnErrorThatSaysSo(
        server: TestServer
    ) async throws {
        let shop = try TestShop()
        let log = LogLines()
        try await shop.run(server, logger: log.logger) { router in
            router.get("array") { request in
                try await request.page("books.html", model: Self.books, of: shop.pages)
            }
        } _: { client async throws in
            #expect(try await client.get("array").status == .internalServerError)
        }
        let line = try #require(log.all.first { $0.contains("page failed") })
        for part in [
            "template: books.html", "code: invalid-data", "put it under a name, such as 'items'",
        ] {
            #expect(line.contains(part), "\(line)")
        }
    }
}
