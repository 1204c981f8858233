// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import InMemoryTracing
import Logging
import MetricsTestKit
import PageTemplates
import Talisman
import Testing
import Tracing

/// What metrics and traces learn of pages.
@Suite struct PageMeasuresTests {
    private let metrics = TestMetrics()
    private let tracer = InMemoryTracer()
    private let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/")
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    private let pages: PageRenderer

    init() {
        let loader = MemoryTemplateLoader([
            "good.html": "<p>twelve</p>", "bad.html": "<p tal:content=\"missing\"></p>",
        ])
        pages = PageRenderer(
            TemplateLibrary(loader, configuration: .talisman),
            metrics: metrics,
            tracer: tracer
        )
    }

    @Test func aPageIsADurationASizeAndASpan() async throws {
        _ = try await pages.page("good.html", for: head, session: nil, logger: logger)
        let page = [("template", "good.html")]
        #expect(try metrics.expectTimer("pages.duration", page).values.count == 1)
        #expect(try metrics.expectRecorder("pages.bytes", page).values == [13])
        let span = try #require(tracer.finishedSpans.first)
        #expect(span.operationName == "page")
        #expect(span.attributes.get("talisman.template") == "good.html")
        #expect(span.attributes.get("talisman.bytes") == 13)
    }

    @Test func aFailureIsCountedByTemplateAndCode() async throws {
        await #expect(throws: StatusError.self) {
            try await pages.page("bad.html", for: head, session: nil, logger: logger)
        }
        let failure = [("template", "bad.html"), ("code", "unknown-variable")]
        #expect(try metrics.expectCounter("pages.failed", failure).totalValue == 1)
        let span = try #require(tracer.finishedSpans.first)
        #expect(span.attributes.get("error.type") == "unknown-variable")
        #expect(span.status?.code == .error)
        #expect(span.errors.isEmpty)
    }
}
