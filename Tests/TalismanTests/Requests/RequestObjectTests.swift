// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import PageTemplates
import Talisman
import Testing

@Suite struct RequestObjectTests {
    private static let head: HTTPRequest = {
        var head = HTTPRequest(
            method: .post,
            scheme: "http",
            authority: "evil.example",
            path: "/caf%C3%A9?a=1&a=2&b=x"
        )
        head.headerFields = [
            .userAgent: "browser",
            .authorization: "Bearer secret",
            .proxyAuthorization: "Basic secret",
            .cookie: "theme=dark; id=v1.secret; lang = en",
        ]
        return head
    }()

    /// A form that is shown again has what was sent, and not what a link to it says.
    @Test func aFieldOfTheBodyWinsOverTheQuery() {
        let info = RequestInfo(Self.head, form: ["b": "body"], hiddenCookies: [])
        #expect(info.form["b"] == "body")
        #expect(info.form.values(of: "b") == ["x", "body"])
    }

    @Test(arguments: [
        ("request/method", "POST"),
        ("request/path", "/caf%C3%A9"),
        ("request/url", "/caf%C3%A9?a=1&amp;a=2&amp;b=x"),
        ("request/query/a", "2"),
        ("request/query_all/a/0", "1"),
        ("request/query/none | string:absent", "absent"),
        ("request/form/color", "red"),
        ("request/form/b", "x"),
        ("request/form_all/a/0", "1"),
        ("request/form_all/color/1", "red"),
        ("request/headers/user-agent", "browser"),
        ("request/headers/authorization | string:absent", "absent"),
        ("request/headers/proxy-authorization | string:absent", "absent"),
        ("request/headers/cookie | string:absent", "absent"),
        ("request/cookies/theme", "dark"),
        ("request/cookies/lang", "en"),
        ("request/cookies/id | string:absent", "absent"),
        ("request/session | string:absent", "absent"),
        ("request/language | string:absent", ""),
        ("request/color", "red"),
        ("request/b", "x"),
        ("request/theme", "dark"),
        ("request/id | string:absent", "absent"),
        ("request", "POST /caf%C3%A9"),
    ])
    func givesItsMembers(path: String, text: String) async throws {
        let form: FormFields = ["color": "blue", "color": "red"]
        let info = RequestInfo(Self.head, form: form, hiddenCookies: ["id"])
        let page = try await page(path, RequestObject(info, session: nil))
        #expect(page == text)
    }

    @Test func theLanguageIsThatOfThePage() async throws {
        let info = RequestInfo(language: "de")
        #expect(try await page("request/language", RequestObject(info, session: nil)) == "de")
    }

    @Test(arguments: [
        ("request.get('color')", "red"),
        ("request.get('a', 'none')", "2"),
        ("request.get('lang')", "en"),
        ("request.get('none', 'default')", "default"),
        ("request.get('none', default=7) + 1", "8"),
        ("request.get('none')", ""),
        ("request.get('method', 'GET')", "patch"),
        ("request.method + request['method']", "POSTPOST"),
        ("request['color'] + request.color", "redred"),
        ("request.form.get('color', '')", "red"),
        ("request.query['a']", "2"),
        ("'color' in request and 'none' not in request", "True"),
        ("request.headers['user-agent']", "browser"),
    ])
    func answersPython(expression: String, text: String) async throws {
        let form: FormFields = ["color": "blue", "color": "red", "method": "patch"]
        let info = RequestInfo(Self.head, form: form, hiddenCookies: ["id"])
        let page = try await page("python: \(expression)", RequestObject(info, session: nil))
        #expect(page == text)
    }

    @Test func theURLIsAbsoluteOnlyWhereTheOriginIsKnown() {
        var info = RequestInfo(Self.head, hiddenCookies: [])
        #expect(!info.url.contains("evil.example"))
        info.origin = "https://shop.example"
        #expect(info.url == "https://shop.example/caf%C3%A9?a=1&a=2&b=x")
    }

    @Test(arguments: [
        ("http://evil.example/x?y", "/x"), ("http://evil.example", "/"), ("", ""), ("*", "*"),
        ("/?http://x/", "/"), ("http://x/\u{301}y", "/\u{301}y"), ("http://\u{301}x/y", "/y"),
    ])
    func theOriginOfATargetIsDropped(target: String, path: String) {
        let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: target)
        #expect(RequestInfo(head, hiddenCookies: []).path == path)
    }

    @Test func literalHeadersWithCredentialsAreLeftOut() {
        let info = RequestInfo(headers: ["Authorization": "secret", "Accept": "text/html"])
        #expect(info.headers == ["accept": "text/html"])
    }
}

/// The text that a path gives.
func page(_ path: String, _ request: RequestObject) async throws -> String {
    let source = "<tal:x replace=\"\(path)\"/>"
    let template = try Template(named: "t.html", source, configuration: .talisman)
    let page = try await template.page(for: request)
    return String(decoding: page.bytes, as: UTF8.self)
}
