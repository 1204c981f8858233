// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import PageTemplates
import Talisman
import TalismanHummingbird
import TestSupport
import Testing

/// What ``DevelopmentErrors`` leaves as it is: everything, where nobody is a developer.
@Suite struct DevelopmentPassThroughTests {
    static let paths = [
        "/page.html", "/part.html", "/broken.html", "/wrong.html", "/unknown", "/nowhere",
        "/_talisman/overlay.js", "/_talisman/open",
    ]

    @Test(arguments: paths) func inProductionEachByteStays(path: String) async throws {
        let site = try DevelopmentSite(.production)
        let answer = try await site.answer(.plain(path))
        #expect(try await answer == site.answer(.plain(path), isMounted: false))
        #expect(!answer.text.contains("talisman"))
    }

    /// What proxies add.
    static let forwarded: [(String?, String?, HTTPFields)] = [
        ("Forwarded", "for=127.0.0.1"), ("X-Forwarded-For", "192.168.1.5"),
        ("X-Forwarded-Host", "shop.example"), ("X-Forwarded-Proto", "https"),
        ("X-Forwarded-Server", "shop.example"), ("X-Real-IP", "192.168.1.5"),
        ("X-Client-IP", "192.168.1.5"), ("True-Client-IP", "192.168.1.5"),
        ("CF-Connecting-IP", "192.168.1.5"), ("Via", "1.1 shop.example"),
    ].map { name, value in
        ("127.0.0.1", "localhost", [HTTPField.Name(name) ?? .from: value])
    }

    static let strangers: [(String?, String?, HTTPFields)] = [
        (nil, "localhost:8080", [:]),
        ("192.168.1.5", "localhost:8080", [:]),
        ("2001:db8::1", "localhost:8080", [:]),
        ("127.0.0.1", nil, [:]),
        ("127.0.0.1", "shop.example", [:]),
        ("127.0.0.1", "127.0.0.1.shop.example", [:]),
    ]

    @Test(arguments: strangers + forwarded) func forOthersEachByteStays(
        peer: String?,
        host: String?,
        fields: HTTPFields
    ) async throws {
        let site = try DevelopmentSite()
        for path in Self.paths {
            let request = Request.plain(path, host: host, fields)
            let answer = try await site.answer(request, from: peer)
            #expect(try await answer == site.answer(request, from: peer, isMounted: false))
            #expect(!answer.text.contains("data-talisman"))
        }
    }

    #if !DEBUG
    @Test(arguments: paths) func inReleaseBuildsEachByteStays(path: String) async throws {
        let site = try DevelopmentSite()
        let answer = try await site.answer(.plain(path), allowsRemote: true)
        #expect(try await answer == site.answer(.plain(path), isMounted: false))
    }
    #endif
}

#if DEBUG
/// What developers see of a template that fails.
@Suite struct DevelopmentErrorsTests {
    @Test(arguments: ["127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"])
    func aTemplateThatFailsIsAPageWithAllThatIsKnown(peer: String) async throws {
        let answer = try await DevelopmentSite().answer(.plain("/broken.html?a=b"), from: peer)
        #expect(answer.status == .internalServerError)
        #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
        #expect(answer.headers[.cacheControl] == "no-store")
        #expect(answer.headers[.contentLength] == "\(answer.text.utf8.count)")
        let problem = try #require(try Problem.all(in: answer.text).first)
        #expect(problem.code == "missing-member")
        #expect(problem.message.contains("nmae"))
        #expect(problem.place == Problem.Place(file: "broken.html", line: 3, column: 23))
        #expect(problem.excerpt.first?.contains("item/nmae") == true)
        #expect(problem.excerpt.last?.contains("^") == true)
        #expect(problem.calls.contains { $0.place?.file == "broken.html" }, "\(problem.calls)")
        #expect(problem.meaning?.isEmpty == false && problem.remedy?.isEmpty == false)
        let shown = Dictionary(uniqueKeysWithValues: problem.variables.map { ($0.name, $0.value) })
        #expect(shown["title"] == "\"Mugs & more\"")
        #expect(shown["items"] == "list of 1")
        #expect(shown["item"] == "an item of a loop")
        #expect(shown["request"] == "object")
        for part in ["GET /broken.html was answered", "<noscript><pre>"] {
            #expect(answer.text.contains(part), "\(part)")
        }
    }

    @Test func whatIsSecretIsNotShown() async throws {
        let answer = try await DevelopmentSite().answer(.plain("/session"))
        let problem = try #require(try Problem.all(in: answer.text).first)
        let shown = Dictionary(uniqueKeysWithValues: problem.variables.map { ($0.name, $0.value) })
        #expect(shown["api_token"] == "text")
        #expect(shown["address"]?.hasSuffix("?token=***\"") == true)
        #expect(!answer.text.contains("hush"))
        #expect(answer.headers[.setCookie] == nil, "a request that failed begins no session")
    }

    @Test func allErrorsOfATemplateStandInThePageAsText() async throws {
        let answer = try await DevelopmentSite().answer(.plain("/wrong.html"))
        let problem = try #require(try Problem.all(in: answer.text).first)
        #expect(problem.code == "unknown-statement")
        #expect(problem.excerpt.first?.contains("</script><script>") == true)
        #expect(answer.text.components(separatedBy: "<script").count == 3)
        let head = try await DevelopmentSite().answer(.plain("/wrong.html").asHead)
        #expect(head.text.isEmpty && head.status == .internalServerError)
        #expect(head.headers[.contentLength] == answer.headers[.contentLength])
    }

    @Test func otherErrorsGoOn() async throws {
        let site = try DevelopmentSite()
        let answer = try await site.answer(.plain("/unknown"))
        #expect(answer.text.contains("<code>Unknown</code>"))
        #expect(try await site.answer(.plain("/nowhere")).text == "<h1>404</h1>")
    }

    @Test func otherMachinesSeeItWhereThatIsAllowed() async throws {
        let site = try DevelopmentSite()
        let request = Request.plain("/broken.html", host: "shop.test")
        let answer = try await site.answer(request, from: "172.17.0.1", allowsRemote: true)
        #expect(try Problem.all(in: answer.text).count == 1)
        var open = Request.opening("page.html", host: "shop.test")
        #expect(
            try await site.answer(open, from: "172.17.0.1", allowsRemote: true).status == .forbidden
        )
        open = Request.opening("page.html", host: "localhost")
        #expect(try await site.answer(open, allowsRemote: true).status == .ok)
    }

    // MARK: - Places

    @Test func elementsSayWhereTheyStandAndThePolicyAllowsTheScript() async throws {
        let site = try DevelopmentSite()
        let answer = try await site.answer(.plain("/page.html"))
        let attribute = try #require(answer.text.firstMatch(of: /data-talisman-[0-9a-z]+/)).output
        #expect(answer.text.contains("<h1 \(attribute)=\"page.html:3:7\">Mugs &amp; more</h1>"))
        #expect(answer.text.contains("<script data-places=\"\(attribute)\">"))
        #expect(answer.text.hasSuffix("})();</script>"))
        #expect(answer.headers[.contentLength] == "\(answer.text.utf8.count)")
        let policy = try #require(answer.headers[.contentSecurityPolicy])
        #expect(policy.contains("script-src 'sha256-") && policy.contains("connect-src 'self'"))
        let plain = try await site.answer(.plain("/page.html"), isMounted: false)
        let script = try #require(
            answer.text.firstMatch(of: /<script.*<\/script>/.dotMatchesNewlines())
        )
        let rest = answer.text.replacing(script.output, with: "")
            .replacing(try Regex(" \(attribute)=\"[^\"]*\""), with: "")
        #expect(rest == plain.text)
    }

    /// A part that a script gets and puts into a page.
    @Test func aPartOfAPageHasPlacesAndNoScript() async throws {
        let answer = try await DevelopmentSite().answer(.plain("/part.html"))
        #expect(answer.text.contains("=\"part.html:1:1\">Mugs"))
        #expect(!answer.text.contains("<script"))
        #expect(answer.headers[.contentSecurityPolicy] == "\(ContentSecurityPolicy.strict)")
    }

    static let refused: [(String, HTTPFields, Int)] = [
        ("page.html", [:], 200),
        ("nothing.html", [:], 404),
        ("../secret.txt", [:], 404),
        ("/etc/passwd", [:], 404),
        ("page.html", [.contentType: "application/json; charset=utf-8"], 200),
        ("page.html", [.contentType: "text/plain"], 403),
        ("page.html", [.origin: "https://shop.example"], 403),
        ("page.html", [.origin: "null"], 403),
        ("page.html", [HTTPField.Name("Sec-Fetch-Site") ?? .from: "cross-site"], 403),
        ("page.html", [HTTPField.Name("Sec-Fetch-Site") ?? .from: "same-site"], 403),
    ]

    @Test(arguments: refused) func onlyThePageItselfOpensFilesOfItsFolder(
        file: String,
        fields: HTTPFields,
        status: Int
    ) async throws {
        let site = try DevelopmentSite()
        let answer = try await site.answer(.opening(file, fields))
        #expect(answer.status.code == status, "\(answer.text)")
        if status == 200 {
            #expect(answer.text.contains("\"isOpen\":false"))
            #expect(
                answer.text.replacing("\\/", with: "/").contains("\(site.folder.path)/page.html")
            )
        }
    }

    @Test func theFilesOfThePageAreThereAndNothingElse() async throws {
        let site = try DevelopmentSite()
        for name in ["overlay.css", "overlay.js", "open.js", "error_page.js"] {
            let answer = try await site.answer(.plain("/_talisman/\(name)"))
            #expect(answer.status == .ok && !answer.text.isEmpty)
            let head = try await site.answer(.plain("/_talisman/\(name)", method: .head))
            #expect(head.text.isEmpty)
            #expect(head.headers[.contentLength] == "\(answer.text.utf8.count)")
        }
        for name in ["", "open", "preview.js", "../page.html"] {
            #expect(try await site.answer(.plain("/_talisman/\(name)")).status == .notFound)
        }
    }
}

/// What a real browser makes of it.
@Suite(.serialized) struct DevelopmentBrowserTests {
    @Test func theErrorIsShownUnderItsPolicy() async throws {
        let visit = try await DevelopmentSite().run { client in
            try await Chromium().visitAside("http://127.0.0.1:\(client.port ?? 0)/broken.html")
        }
        #expect(visit.console == [])
        for part in [
            "<p class=\"code\">missing-member</p>", "<h2>", "broken.html:3:23", "<summary>",
        ] {
            #expect(visit.elements.contains(part), "\(part) in \(visit.elements)")
        }
    }

    @Test func altAndAClickOpenTheLineInTheEditor() async throws {
        let site = try DevelopmentSite()
        let opened = "\(site.folder.path)/opened"
        let visit = try await site.run(editor: "ln -s {file}:{line}:{column} '\(opened)'") {
            client in
            let visit = try await Chromium().visitAside(
                "http://127.0.0.1:\(client.port ?? 0)/click.html"
            )
            let deadline = ContinuousClock.now.advanced(by: .seconds(20))
            let files = FileManager.default
            while (try? files.destinationOfSymbolicLink(atPath: opened)) == nil {
                try #require(ContinuousClock.now < deadline, "\(visit)")
                try await Task.sleep(for: .milliseconds(2))
            }
            return visit
        }
        #expect(visit.console == [])
        let place = try FileManager.default.destinationOfSymbolicLink(atPath: opened)
        #expect(place == "\(site.folder.path)/click.html:3:7")
    }
}

/// A problem as the page has it for its script.
private struct Problem: Decodable {
    let code: String?
    let message: String
    let place: Place?
    let excerpt: [String]
    let calls: [Note]
    let variables: [Variable]
    let meaning: String?
    let remedy: String?

    struct Place: Decodable, Equatable {
        let file: String
        let line: Int
        let column: Int
    }

    struct Note: Decodable {
        let text: String
        let place: Place?
    }

    struct Variable: Decodable {
        let name: String
        let value: String
    }

    static func all(in page: String) throws -> [Problem] {
        let match = page.firstMatch(of: /id="problems">(.*?)<\/script>/.dotMatchesNewlines())
        let json = try #require(match?.output.1)
        return try JSONDecoder().decode([Problem].self, from: Data(json.utf8))
    }
}

extension Request {
    fileprivate static func opening(
        _ file: String,
        host: String = "localhost:8080",
        _ fields: HTTPFields = [:]
    ) -> Request {
        var headers: HTTPFields = [.contentType: "application/json"]
        for field in fields { headers[field.name] = field.value }
        let head = HTTPRequest(
            method: .post,
            scheme: "http",
            authority: host,
            path: "/_talisman/open",
            headerFields: headers
        )
        let body = "{\"file\": \"\(file)\", \"line\": 3, \"column\": 7}"
        return Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body)))
    }

    fileprivate var asHead: Request {
        var head = head
        head.method = .head
        return Request(head: head, body: body)
    }
}
#endif
#endif
