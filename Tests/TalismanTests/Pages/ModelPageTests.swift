// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Logging
import PageTemplates
import Talisman
import TestSupport
import Testing

/// Pages whose variables are the members of a model.
@Suite struct ModelPageTests {
    private struct Line: TemplateModel {
        let name: String
        var password = "secret"

        static var members: [TemplateMember] {
            [TemplateMember("name", \Line.name), TemplateMember("password", \Line.password)]
        }

        func read(_ page: inout TemplateReading) {
            while let member = page.ask() { page.give(member == 0 ? name : password) }
        }
    }

    private struct CartPage: TemplateModel, Encodable {
        var lines = [Line(name: "Tea & more")]

        static var members: [TemplateMember] { [TemplateMember("lines", \CartPage.lines)] }

        func read(_ page: inout TemplateReading) {
            while page.ask() != nil { page.give(lines) }
        }

        /// What no page may ask for, for it is a model.
        func encode(to encoder: any Encoder) throws {
            throw TemplateError(.invalidData, "a model is not encoded")
        }
    }

    private let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/cart")
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    private let pages = PageRenderer(
        TemplateLibrary(
            MemoryTemplateLoader([
                "cart.html": "<p tal:repeat=\"line lines\">${line/name} ${request/path}</p>"
            ]),
            configuration: .talisman
        ),
        mode: .development
    )

    @Test func aPageReadsItsModelBesideTheRequest() async throws {
        let page = try await pages.page(
            "cart.html",
            CartPage(),
            for: head,
            session: nil,
            logger: logger
        )
        #expect(String(decoding: page.bytes, as: UTF8.self) == "<p>Tea &amp; more /cart</p>")
    }

    @Test func aSampleHasTheMembersOfModelsWithoutSecrets() async throws {
        let folder = try TemporaryFolder()
        let recording = pages.recordingSamples(to: folder.path, logger: logger)
        _ = try await recording.page(
            "cart.html",
            CartPage(),
            for: head,
            session: nil,
            logger: logger
        )
        #expect(
            folder.text("cart.json") == """
                {
                  "lines": [
                    {
                      "name": "Tea & more",
                      "password": "***"
                    }
                  ]
                }

                """
        )
    }
}
