// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Talisman
import Testing
import WebSessions
import WebSessionsTesting

/// Scripts that write the session.
@Suite struct SessionScriptTests {
    /// The counter of zope.session's documentation.
    private static let counter = """
        <div tal:define="session request/session:products.foo">
          <script type="text/server-python">
            try:
                session['count'] += 1
            except KeyError:
                session['count'] = 1
          </script>
          <span tal:content="session/count" />
        </div>
        """

    private static func template(_ source: String) throws -> Template {
        var configuration = TemplateConfiguration.talisman
        configuration.allowsScripts = true
        return try Template(named: "t.html", source, configuration: configuration)
    }

    /// The text of a script's result, over a package that is called `session`.
    private static func page(
        _ script: String,
        _ request: RequestObject,
        result: String = "result | nothing"
    ) async throws -> String {
        let source = """
            <tal:b define="session request/session:shop"><tal:s script="server-python">
            \(script)
            </tal:s>${\(result)}</tal:b>
            """
        let page = try await template(source).page(for: request)
        return String(decoding: page.bytes, as: UTF8.self)
    }

    /// What a script leaves in the session of a visitor.
    private static func stored(
        _ script: String,
        before values: [String: SessionDatum] = [:]
    ) async throws -> [String: SessionDatum] {
        let site = try SessionTestSite()
        let cookie = try await site.seed { try $0["shop"].update(["other": 1]) }
        try await site.visit(cookie: cookie) { try $0["shop"].update(values) }
        try await site.visit(cookie: cookie) { session in
            _ = try await page(script, RequestObject(RequestInfo(), session: session))
        }
        return try await site.visit(cookie: cookie) { session in
            var values = try await session["shop"].dictionary()
            values["other"] = nil
            return values
        }.result
    }

    @Test func aPageCountsItsVisits() async throws {
        let site = try SessionTestSite()
        let template = try Self.template(Self.counter)
        var cookie: String?
        for count in 1...3 {
            let reply = try await site.visit(cookie: cookie) { session in
                let page = try await template.page(
                    for: RequestObject(RequestInfo(), session: session)
                )
                return String(decoding: page.bytes, as: UTF8.self)
            }
            #expect(reply.result.contains("<span>\(count)</span>"))
            #expect((reply.cookie != nil) == (count == 1))
            cookie = cookie ?? reply.cookie
        }
    }

    @Test func theWholePackageIsLoadedFirst() async throws {
        let site = try SessionTestSite()
        let template = try Self.template(Self.counter)
        #expect(template.reads.session == .packages(["products.foo"]))
        #expect(template.reads.runsScripts)
        let cookie = try await site.seed { try $0["products.foo"].set(7, for: "count") }
        let before = site.store.calls.count
        try await site.visit(cookie: cookie) { session in
            _ = try await template.page(for: RequestObject(RequestInfo(), session: session))
        }
        #expect(site.store.calls.count == before + 2)
    }

    @Test func aMacroThatWritesSaysSo() async throws {
        let macro = """
            <p metal:define-macro="m"><tal:s script="server-python">
            path('request/session:shop')['seen'] = True</tal:s></p>
            """
        let layout = try Self.template(macro)
        var configuration = TemplateConfiguration.talisman
        configuration.allowsScripts = true
        let page = try Template(
            TemplateSource(
                name: "page.html",
                bytes: Array("<p metal:use-macro=\"templates/t.html/macros/m\"></p>".utf8),
                limits: TemplateLimits()
            ),
            configuration: configuration,
            templates: ["t.html": layout]
        )
        #expect(page.reads.runsScripts)
        #expect(page.reads.session == .packages(["shop"]))
        #expect(try Self.template("<p>text</p>").reads.runsScripts == false)
    }

    private static let writes: [(script: String, stored: [String: SessionDatum])] = [
        ("session['a'] = 'text'", ["n": 10, "a": "text"]),
        ("session['a'] = [1, 2.5, None, True]", ["n": 10, "a": [1, 2.5, nil, true]]),
        ("session['a'] = {'b': (1, ['c'])}", ["n": 10, "a": ["b": [1, ["c"]]]]),
        ("session['n'] += 2", ["n": 12]),
        ("del session['n']", [:]),
        ("session.pop('n')", [:]),
        ("session.setdefault('n', 1); session.setdefault('m', 1)", ["n": 10, "m": 1]),
        ("l = [1]; session['l'] = l; l.append(2)", ["n": 10, "l": [1]]),
        ("l = session.setdefault('l', []); l.append(2)", ["n": 10, "l": []]),
        ("if 'n' in session: session['found'] = session.get('n')", ["n": 10, "found": 10]),
        ("session['x'] = session.get('none'), session.get('none', 5)", ["n": 10, "x": [nil, 5]]),
        ("for k in session.keys(): session[k] = k", ["n": "n"]),
        (
            "session['z'] = len(session), sorted(session), list(session.items())[0][1]",
            ["n": 10, "z": [2, ["n", "other"], 10]]
        ),
    ]

    @Test(arguments: 0..<writes.count)
    func scriptsWriteIt(row: Int) async throws {
        let row = Self.writes[row]
        #expect(try await Self.stored(row.script, before: ["n": 10]) == row.stored)
    }

    @Test(arguments: [
        ("session['a'] = {1, 2}", "TypeError"), ("session['a'] = [len]", "TypeError"),
        ("session['a'] = {1: 2}", "TypeError"), ("session['a'] = request", "TypeError"),
        ("session['a'] = float('nan'), 1", "TypeError"),
        ("session['a/b'] = 1", "ValueError"), ("session['a'] = 'x' * 100000", "ValueError"),
        ("session[1] = 1", "TypeError"), ("session['_a'] = 1", "private-name"),
        ("session['none']", "KeyError"), ("del session['none']", "KeyError"),
        ("session.pop('none')", "KeyError"), ("request['method'] = 'x'", "TypeError"),
        ("session['l'].append(1)", "TypeError"), ("session.count = 1", "invalid-expression"),
    ])
    func whatCannotBeWrittenIsAnErrorThatNamesIt(script: String, error: String) async throws {
        let site = try SessionTestSite()
        let cookie = try await site.seed { try $0["shop"].set([1], for: "l") }
        let request = RequestObject(RequestInfo(), session: site.session(cookie: cookie))
        let found = await #expect(throws: TemplateError.self) {
            try await Self.page(script, request)
        }
        #expect(found?.location?.line == 2)
        let isCode = found?.code.rawValue == error
        #expect(isCode || found?.description.contains(Self.codes[error] ?? "?") == true)
        if script.hasPrefix("session['a']") {
            #expect(found?.message.contains("shop/a cannot be written") == true)
        }
    }

    private static let codes = [
        "TypeError": "[type-error]", "ValueError": "[value-error]", "KeyError": "[key-error]",
    ]

    @Test func readingCreatesNothing() async throws {
        let site = try SessionTestSite()
        let script =
            "result = str((session.get('a', 'none'), 'a' in session, not session, len(session)))"
        let reply = try await site.visit { session in
            try await Self.page(script, RequestObject(RequestInfo(), session: session))
        }
        #expect(reply.result == "('none', False, True, 0)")
        #expect(reply.cookie == nil)
        #expect(site.store.calls.isEmpty)
    }

    @Test(arguments: [
        "session['count'] += 1",
        "session['count'] = session.get('count', 0) + 1",
        "session['count'] = (session['count'] if 'count' in session else 0) + 1",
        "session['count'] = session.setdefault('count', 0) + 1",
        "session['new'] = 1 if 'new' not in session else 2",
        "if session.pop('count'): pass",
    ])
    func whatWasReadAndIsWrittenMustStillBeThere(script: String) async throws {
        let site = try SessionTestSite()
        let cookie = try await site.seed { try $0["shop"].set(1, for: "count") }
        let slow = site.session(cookie: cookie)
        _ = try await Self.page(script, RequestObject(RequestInfo(), session: slow))
        try await site.visit(cookie: cookie) { session in
            _ = try await Self.page(script, RequestObject(RequestInfo(), session: session))
        }
        let error = await #expect(throws: SessionError.self) { _ = try await slow.commit() }
        #expect(error?.code == .conflict)
    }

    @Test func anErrorThatThePageHandlesKeepsWhatWasWritten() async throws {
        let site = try SessionTestSite()
        let source = """
            <p tal:define="session request/session:shop" tal:on-error="string:failed">
            <tal:s script="server-python">
            session['a'] = 1
            {}['missing']
            session['b'] = 2</tal:s></p>
            """
        let template = try Self.template(source)
        let reply = try await site.visit { session in
            let page = try await template.page(for: RequestObject(RequestInfo(), session: session))
            return String(decoding: page.bytes, as: UTF8.self)
        }
        #expect(reply.result == "<p>failed</p>")
        let stored = try await site.visit(cookie: reply.cookie) { session in
            try await session["shop"].dictionary()
        }
        #expect(stored.result == ["a": 1])
    }

    @Test func literalPackagesKeepWhatIsWrittenForTheRequest() async throws {
        let request = RequestObject(session: ["shop": ["n": 1]])
        let script = "session['n'] += 1; session['m'] = [1]; del session['m']"
        let result = "string:${request/session:shop/n} ${exists:request/session:shop/m}"
        #expect(try await Self.page(script, request, result: result) == "2 False")
        #expect(try await Self.page("result = session['n']", request) == "2")
        await #expect(throws: TemplateError.self) {
            try await Self.page("session['a'] = set()", request)
        }
    }
}
