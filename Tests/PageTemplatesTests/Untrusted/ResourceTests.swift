// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import Testing

/// Templates that would take all time and memory that there is, under the untrusted profile.
@Suite struct ResourceTests {
    private static func repeated(_ text: String, _ count: Int, _ end: String = "") -> String {
        String(repeating: text, count: count) + end
    }

    private static func content(_ python: String) -> String {
        "<p tal:content=\"python: \(python)\"/>"
    }

    private static func doubled(_ start: String, _ step: String, _ end: String) -> String {
        let steps = (1...60).map {
            "; x\($0) \(step.replacingOccurrences(of: "?", with: "x\($0 - 1)"))"
        }
        return "<p tal:define=\"x0 \(start)\(steps.joined())\">\(end)</p>"
    }

    private static let bombs: [(template: String, code: TemplateError.Code)] = [
        // Loops and recursion.
        (
            repeated("<tal:b repeat=\"x python: range(1000)\">", 4) + repeated("</tal:b>", 4),
            .loopLimit
        ),
        ("<tal:b repeat=\"x python: range(10**9)\"/>", .loopLimit),
        ("<tal:b repeat=\"x python: [1] * 10**9\"/>", .stepLimit),
        (content("[1 for a in range(1000) for b in range(1000)]"), .loopLimit),
        (content("sum(range(10**15))"), .loopLimit),
        (content("list(range(10**18))"), .loopLimit),
        (content("len([1] * 10**12)"), .stepLimit),
        (content("sum([[1] * 100] * 1000, [])"), .stepLimit),
        (content("sorted(range(100000))"), .stepLimit),
        (content("max(range(200000))"), .loopLimit),
        (content("10 ** 10 ** 10"), .overflowError),
        (content("-1 in range(10**18)"), .loopLimit),
        ("<p metal:define-macro=\"m\"><b metal:use-macro=\"macros/m\"/></p>", .macroDepth),
        (
            "<p metal:define-macro=\"a\"><b metal:use-macro=\"macros/b\"/></p>"
                + "<p metal:define-macro=\"b\"><b metal:use-macro=\"macros/a\"/></p>",
            .macroDepth
        ),
        (
            "<p metal:define-macro=\"m\"><b metal:use-macro=\"macros/m\">"
                + "<i metal:fill-slot=\"s\"><u metal:use-macro=\"macros/m\"/></i></b>"
                + "<i metal:define-slot=\"s\"/></p>",
            .macroDepth
        ),
        ("<p metal:use-macro=\"template\"/>", .macroDepth),
        ("<p tal:define=\"x defer:x\">${x}</p>", .endlessExpression),
        ("<p tal:define=\"x defer:y; y defer:x\">${x}</p>", .endlessExpression),
        (content("(lambda f: f(f))(lambda f: f(f))"), .macroDepth),
        (content("(lambda f, n: f(f, n + 1))(lambda f, n: f(f, n + 1), 0)"), .macroDepth),
        (
            "<tal:b define=\"global x python: []\"/><tal:b repeat=\"i python: range(600)\">"
                + "<tal:b define=\"global x python: [x]\"/></tal:b>",
            .stepLimit
        ),
        // Texts.
        (content("'x' * 10**9"), .stringLimit), (content("'x' * 10**18"), .stringLimit),
        (content("'%1000000000d' % 1"), .stringLimit), (content("'%.1000000f' % 1"), .stringLimit),
        (content("'{:1000000000}'.format(1)"), .stringLimit),
        (content("f'{1:>1000000000}'"), .stringLimit), (content("'x'.ljust(10**9)"), .stringLimit),
        (content("'x'.center(10**18)"), .stringLimit), (content("'x'.zfill(10**9)"), .stringLimit),
        (content("'\\t'.expandtabs(10**9)"), .stringLimit),
        (content("('x' * 9999).replace('x', 'y' * 9999)"), .stringLimit),
        (content("('x' * 9999).join(['y'] * 9999)"), .stringLimit),
        (content("str(['x' * 9999] * 9999)"), .stringLimit),
        (content("('a' * 60000).count('a' * 30000 + 'b') + sum(range(99999))"), .stepLimit),
        (doubled("string:xxxxxxxx", "string:${?}${?}", "${x60}"), .stringLimit),
        (doubled("string:xxxxxxxx", "python: ? + ?", "${x60}"), .stringLimit),
        (doubled("python: [1]", "python: ? + ?", "${python: len(x60)}"), .stepLimit),
        (doubled("python: [1]", "python: [?, ?]", "${python: str(x60)}"), .stepLimit),
        (doubled("python: [1]", "python: (?, ?)", "${python: x60 == (x59, x59)}"), .stepLimit),
        (doubled("python: [1]", "python: (?, ?)", "${python: {x60: 1}}"), .stepLimit),
        (
            doubled("python: [1]", "python: {'a': ?, 'b': ?}", "<b tal:content=\"json x60\"/>"),
            .stepLimit
        ),
        (
            "<tal:b repeat=\"i python: range(10000)\">${python: 'x' * 60000}</tal:b>",
            .outputLimit
        ),
        ("<tal:b repeat=\"i python: range(10000)\">\(repeated("x", 200))</tal:b>", .outputLimit),
        (
            "<p i18n:translate=\"\"><tal:b repeat=\"i python: range(10000)\">\(repeated("x", 99))</tal:b></p>",
            .stringLimit
        ),
        // Depth and width.
        (content(repeated("(", 10_000) + "1" + repeated(")", 10_000)), .nestingTooDeep),
        (content(repeated("[", 10_000)), .nestingTooDeep),
        (content(repeated("not ", 10_000) + "1"), .nestingTooDeep),
        (content(repeated("-", 10_000) + "1"), .nestingTooDeep),
        (content(repeated("lambda: ", 10_000) + "1"), .nestingTooDeep),
        (content(repeated("1 if 1 else ", 10_000) + "1"), .nestingTooDeep),
        ("<p tal:content=\"\(repeated("not:", 20_000))x\"/>", .nestingTooDeep),
        ("<p tal:content=\"\(repeated("string:${", 9_000))x\"/>", .invalidExpression),
        ("${" + repeated("string:${", 9_000) + "x" + repeated("}", 9_001), .nestingTooDeep),
        (repeated("<p tal:condition=\"x\">", 4_000, repeated("</p>", 4_000)), .nestingTooDeep),
        ("<p" + (0..<300).map { " a\($0)=\"\"" }.joined() + "/>", .tooManyAttributes),
        (
            "<p tal:attributes=\"" + (0..<300).map { "a\($0) x; " }.joined() + "\"/>",
            .tooManyAttributes
        ),
        ("<p tal:attributes=\"python: {'a%s' % i: 1 for i in range(300)}\"/>", .tooManyAttributes),
        (repeated("x", (128 << 10) + 1), .sourceTooLarge),
    ]

    @Test(arguments: 0..<bombs.count)
    func endsWithinTheLimits(row: Int) {
        let (template, code) = Self.bombs[row]
        let outcome = Sandbox.outcome(of: .markup(template, .error(code)))
        #expect(outcome == .error(code), "\(template.prefix(200))")
    }

    private static let entities = (1...9).map {
        "<!ENTITY e\($0) \"\(repeated("&e\($0 - 1);", 10))\">"
    }

    /// Entities are never expanded.
    @Test(arguments: [
        "<!DOCTYPE r [<!ENTITY e0 \"x\">\(entities.joined())]><r>&e9;</r>",
        "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><r>&x;</r>",
        "<!DOCTYPE r SYSTEM \"file:///etc/passwd\"><r>x</r>",
        "<!DOCTYPE r [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/x\">]><r>x</r>",
    ])
    func entitiesComeOutAsTheyAreWritten(_ document: String) {
        let payload = Payload.markup(document, .page(document))
        #expect(Sandbox.outcome(of: payload, name: "page.xml") == .page(document))
    }

    private static let manyNames = (0..<2_000).map { "a\($0) name" }.joined(separator: "; ")

    /// The dearest work for a step that there is takes no more than seconds for all steps,
    /// without optimization too.
    @Test(
        arguments: [
            "<b tal:on-error=\"nothing\">${missing}</b>",
            "<b tal:on-error=\"nothing\">${user/missing}</b>",
            "<b tal:on-error=\"nothing\">${python: guarded.missing}</b>",
            "<b tal:on-error=\"string:${error}\">${python: 1 / 0}</b>",
            "${date:full time number}", "${date:weekday number}", "${number:2 number}",
            "${number:EUR number}",
            "<p i18n:translate=\"\">a <b i18n:name=\"n\">${number}</b></p>",
            "<a href=\"/?${name}&a=${name}\" onclick=\"x(${user})\" style=\"color: ${name}\"/>",
            "${python: CONTEXTS['name']}", "${CONTEXTS/name}",
            "<img srcset=\"${name}\">", "<p style=\"${name}\"/>",
            "<p tal:define=\"f python: lambda x: x\">${python: f(1)}</p>",
            "<p tal:define=\"x defer:name\">${x}</p>", "<p tal:content=\"json user\"/>",
            "<p tal:define=\"\(manyNames)\"><b tal:on-error=\"nothing\">${missing}</b></p>",
            "${python: repr(CONTEXTS)}", "${python: '{0.name}'.format(guarded)}",
        ]
    )
    func stepsAreWorkOfTheSameKind(_ body: String) {
        let start = ContinuousClock.now
        let loop = "<tal:b repeat=\"i python: range(10000)\">\(body)</tal:b>"
        let outcome = Sandbox.outcome(of: .markup(loop, .page("")))
        #expect(ContinuousClock.now - start < .seconds(30), "\(outcome)")
    }

    /// A task that is cancelled, and a time that is over, end a render of a template that is not
    /// trusted too.
    @Test func rendersEndInTime() async throws {
        var configuration = TemplateConfiguration.untrusted
        configuration.limits.duration = .zero
        let text = "<tal:b repeat=\"i python: range(5000)\">x</tal:b>"
        let timed = try Template(named: "page.html", text, configuration: configuration)
        let error = #expect(throws: TemplateError.self) { try timed.render() }
        #expect(
            error?.description == """
                page.html:1:18: error: the page takes too long [deadline-exceeded]
                1 | \(text)
                  |                  ^~~~~~~~~~~~~~~~~~~
                """
        )
        let template = try Template(named: "page.html", text, configuration: .untrusted)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try template.render()
        }
        let cancelled = await #expect(throws: TemplateError.self) { try await task.value }
        #expect(
            cancelled?.description == """
                page.html:1:18: error: the task that renders the page was cancelled [cancelled]
                1 | \(text)
                  |                  ^~~~~~~~~~~~~~~~~~~
                """
        )
    }
}
