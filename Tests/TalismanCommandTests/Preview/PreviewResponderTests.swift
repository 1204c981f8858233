// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import TemplateTools
import TestSupport
import Testing

@testable import TalismanCommand

/// What the preview answers, whatever server asks it.
@Suite struct PreviewResponderTests {
    private let folder: TemporaryFolder
    private let responder: PreviewResponder

    init() throws {
        folder = try TemporaryFolder([
            "site/index.html": "<h1 tal:content=\"title\">x</h1>",
            "site/index.json": "{\"title\": \"Shop\"}",
            "site/index.de.json": "{\"title\": \"Laden\"}",
            "site/shop/index.html": "<p tal:content=\"string:A shop\">x</p>",
            "site/static/site.css": "h1 { color: red }",
            "site/static/plain.html": "<p>no template</p>",
            "site/feed.xml": """
            <feed xmlns:tal="http://xml.zope.org/namespaces/tal"><b tal:content="string:x"/></feed>
            """,
            "site/.env": "secret",
            "site/.git/config": "secret",
            "secret.txt": "secret",
        ])
        let link = folder.path + "/site/link.txt"
        try FileManager.default.createSymbolicLink(
            atPath: link,
            withDestinationPath: folder.path + "/secret.txt"
        )
        let parts = Preview.Parts(
            root: folder.path + "/site/",
            catalogs: CatalogFolder(path: nil, sourceLanguage: "en")
        ) {
            TemplateSettings(TalismanCommand().configuration, flags: TemplateManifest(), file: nil)
        }
        responder = PreviewResponder(
            preview: Preview(parts, mark: "x"),
            hosts: HostCheck(host: "127.0.0.1"),
            editor: nil
        )
    }

    private func answer(
        _ path: String,
        method: String = "GET",
        _ fields: [String: String] = [:],
        body: String = ""
    ) -> (status: Int, type: String, text: String) {
        let request = PreviewRequest(
            method: method,
            path: path,
            fields: ["host": "localhost:8421"].merging(fields) { $1 },
            body: Array(body.utf8)
        )
        let answer = responder.answer(request)
        let type = answer.fields.first { $0.name == "content-type" }?.value ?? ""
        return (answer.status, type, String(decoding: answer.body, as: UTF8.self))
    }

    static let found: [(String, String, String)] = [
        ("/index.html", "text/html; charset=utf-8", "<h1>Shop</h1>"),
        ("/shop/", "text/html; charset=utf-8", "<p>A shop</p>"),
        ("/index", "text/html; charset=utf-8", "<h1>Shop</h1>"),
        (
            "/index.html?preview=%7B%22template%22:%22x%22,%22sample%22:%22de%22%7D",
            "text/html; charset=utf-8", "<h1>Laden</h1>"
        ),
        ("/index.html?page=2", "text/html; charset=utf-8", "<h1>Shop</h1>"),
        ("/static/site.css?v=1", "text/css; charset=utf-8", "h1 { color: red }"),
        ("/static%2Fsite.css", "text/css; charset=utf-8", "h1 { color: red }"),
        ("/static/plain.html", "text/html; charset=utf-8", "<p>no template</p>"),
        ("/feed.xml", "application/xml; charset=utf-8", "<feed><b>x</b></feed>"),
        ("/index.json", "application/json", "{\"title\": \"Shop\"}"),
    ]

    @Test(arguments: found) func pagesAndFilesAreThere(path: String, type: String, text: String) {
        let answer = answer(path)
        #expect(answer.status == 200)
        #expect(answer.type == type)
        #expect(answer.text == text)
    }

    @Test(arguments: [
        "/nothing.html", "/../secret.txt", "/%2e%2e/secret.txt", "/static/../../secret.txt",
        "/link.txt", "/.env", "/.git/config", "//etc/passwd", "/static", "/index.html%00",
        "/..%5Csecret.txt", "/_talisman/nothing", "/%ff",
    ])
    func nothingElseIs(path: String) {
        let answer = answer(path)
        #expect(answer.status == 404)
        #expect(!answer.text.contains("secret\n"))
    }

    @Test func theShellIsAtTheRootAndTheIndexInItsFrame() {
        #expect(answer("/").text.contains("<iframe id=\"frame\""))
        #expect(answer("/", ["sec-fetch-dest": "iframe"]).text == "<h1>Shop</h1>")
        for name in [
            "preview.css", "preview.js", "morph.js", "overlay.js", "overlay.css", "open.js",
            "files.js",
        ] {
            #expect(answer("/_talisman/" + name).status == 200)
        }
    }

    static let strangers: [[String: String]] = [
        ["sec-fetch-site": "cross-site"],
        ["sec-fetch-site": "same-site"],
        ["origin": "https://example.org"],
        ["origin": "null"],
        ["origin": "http://localhost:1"],
    ]

    @Test(arguments: strangers) func onlyTheShellAsks(fields: [String: String]) {
        let query = "{\"template\": \"index.html\"}"
        #expect(answer("/_talisman/render", method: "POST", fields, body: query).status == 403)
        #expect(answer("/_talisman/stories", fields).status == 403)
        let changes = PreviewRequest(
            path: PreviewResponder.changes,
            fields: fields.merging(["host": "localhost:8421"]) { $1 }
        )
        #expect(responder.refusal(of: changes)?.status == 403)
    }

    @Test func aNameOfElsewhereIsRefused() {
        #expect(answer("/index.html", ["host": "example.org"]).status == 421)
        #expect(answer("/", ["host": "example.org:8421"]).status == 421)
    }

    @Test func aStoryComesWithPlacesAndASession() throws {
        let own = ["sec-fetch-site": "same-origin", "origin": "http://localhost:8421"]
        let query = "{\"template\": \"index.html\"}"
        let text = answer("/_talisman/render", method: "POST", own, body: query).text
        let reply = try JSONDecoder().decode(PreviewReply.self, from: Data(text.utf8))
        #expect(reply.html == "<h1 data-talisman-x=\"index.html:1:1\">Shop</h1>")
        #expect(reply.attribute == "data-talisman-x")
        #expect(reply.isHTML)
        #expect(reply.problems.isEmpty)
    }

    @Test func whatIsNoQuestionIsAnError() {
        #expect(answer("/_talisman/render", method: "POST", body: "{").status == 500)
        #expect(answer("/index.html", method: "POST").status == 405)
    }

    @Test func aPlaceIsOneOfTheFolder() {
        func open(_ file: String) -> (status: Int, type: String, text: String) {
            let body = "{\"file\": \"\(file)\", \"line\": 1, \"column\": 1}"
            return answer("/_talisman/open", method: "POST", body: body)
        }
        #expect(open("index.html").status == 200)
        #expect(open("index.html").text.contains("\"isOpen\":false"))
        #expect(open("../secret.txt").status == 500)
        #expect(open("/etc/passwd").status == 500)
        #expect(open("link.txt").status == 500)
    }
}
