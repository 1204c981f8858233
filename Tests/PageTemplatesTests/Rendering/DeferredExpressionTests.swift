// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Synchronization
import Testing

/// When `defer:` and `lazy:` evaluate their expressions, and what limits them.
@Suite struct DeferredExpressionTests {
    /// An object that counts how often it is asked.
    private final class Counter: TemplateObject {
        private let calls = Mutex(0)
        let memberNames: [String] = []
        let text = "counter"

        var count: Int { calls.withLock(\.self) }

        func member(_ name: String) -> TemplateValue? { nil }

        func call() -> TemplateValue? {
            let count = calls.withLock { calls in
                calls += 1
                return calls
            }
            return .integer(count)
        }
    }

    private struct Echo: PathNamespace {
        func value(of name: String, in value: TemplateValue) -> TemplateValue? { .string(name) }
    }

    private func page(_ text: String, counter: Counter) throws -> String {
        try Template(named: "page.html", text)
            .render(TemplateContext(["counter": .object(counter)]))
    }

    @Test func evaluatesADeferredExpressionAtEachUse() throws {
        let counter = Counter()
        let text = #"<p tal:define="x defer:counter">${x} ${x} ${python: x + x()}</p>"#
        #expect(try page(text, counter: counter) == "<p>1 2 7</p>")
    }

    @Test func evaluatesALazyExpressionOnce() throws {
        let counter = Counter()
        let text = #"<p tal:define="x lazy:counter">${x} ${x} ${python: x + x()}</p>"#
        #expect(try page(text, counter: counter) == "<p>1 1 2</p>")
        #expect(try page(text, counter: counter) == "<p>2 2 4</p>")
    }

    @Test func evaluatesALazyExpressionAgainAfterAFailure() throws {
        let text = """
            <p tal:define="x lazy:late"><b>${x | string:not yet}</b>\
            <i tal:define="global late counter"/><b>${x}</b><b>${x}</b></p>
            """
        let page = try page(text, counter: Counter())
        #expect(page == "<p><b>not yet</b><i/><b>1</b><b>1</b></p>")
    }

    @Test func evaluatesNothingThatIsNotUsed() throws {
        let counter = Counter()
        let text = #"<p tal:define="x defer:counter; y lazy:counter; z x | y">z</p>"#
        _ = try page(text, counter: counter)
        #expect(counter.count == 1)
    }

    @Test func readsWhatDeferredExpressionsRead() throws {
        var configuration = TemplateConfiguration()
        configuration.namespaces = ["echo": Echo()]
        let template = try Template(
            named: "page.html",
            """
            <p tal:define="own a; x defer:own/echo:first/one; y lazy:b/echo:second">
            ${python: [x, path('y')]}</p>
            """,
            configuration: configuration
        )
        let reads = template.reads.all.map { "\($0.namespace):\($0.name ?? "?")" }
        #expect(reads.sorted() == ["echo:first", "echo:second"])
        #expect(template.reads.variables == ["a", "b"])
    }

    @Test func evaluatesExpressionsOfOtherTemplates() throws {
        let layout = try Template(
            named: "layout.html",
            #"<b metal:define-macro="m" tal:define="y string:layout">${x} ${y}</b>"#
        )
        let page = try Template(
            TemplateSource(
                name: "page.html",
                bytes: Array(
                    #"<p tal:define="x defer:string:<${y}>"><b metal:use-macro="load:layout.html"/></p>"#
                        .utf8
                )
            ),
            templates: ["layout.html": layout]
        )
        #expect(try page.render() == "<p><b>&lt;layout&gt; layout</b></p>")
    }

    @Test func countsTheStepsOfDeferredExpressions() throws {
        var configuration = TemplateConfiguration()
        configuration.limits.steps = 20_000
        let template = try Template(
            named: "page.html",
            """
            <p tal:define="x defer:python: [a for a in range(900)]">\
            <b tal:repeat="i python: range(900)">${python: len(x)}</b></p>
            """,
            configuration: configuration
        )
        let error = #expect(throws: TemplateError.self) { try template.render() }
        #expect(error?.code == .stepLimit)
        #expect(error?.location?.line == 1)
    }

    @Test func limitsHowDeepDeferredExpressionsUseEachOther() throws {
        let definitions = (1...100).map { "x\($0) defer:x\($0 - 1)" }.joined(separator: "; ")
        let template = try Template(
            named: "page.html",
            #"<p tal:define="x0 string:end; \#(definitions)">${x60}<b>${x100}</b></p>"#
        )
        let error = #expect(throws: TemplateError.self) { try template.render() }
        #expect(error?.code == .macroDepth)
        #expect(error?.message == "deferred expressions are used more than 64 levels deep")
    }

    @Test func goesOnInChunksBehindDeferredExpressions() async throws {
        let template = try Template(
            named: "page.html",
            """
            <p tal:define="x defer:string:(${i})"><b tal:repeat="i python: range(50)">${x}</b></p>
            """
        )
        var page = ""
        for try await chunk in template.chunks(TemplateContext(), size: 1) {
            page += String(decoding: chunk, as: UTF8.self)
        }
        #expect(page == (try template.render()))
        #expect(page.hasSuffix("<b>(49)</b></p>"))
    }
}
