// SPDX-License-Identifier: Apache-2.0

import Metrics
import PageTemplates
import Tracing
import WebSessions

/// Measures and traces pages.
///
/// Names of templates and codes of errors are all that is told.
struct PageMeasures: Sendable {
    private let prefix: String
    private let metrics: any MetricsFactory
    private let tracer: (any Tracer)?

    /// Without a tracer there are no spans, which costs nothing.
    init(prefix: String, metrics: any MetricsFactory, tracer: any Tracer) {
        self.prefix = prefix
        self.metrics = metrics
        self.tracer = tracer is NoOpTracer ? nil : tracer
    }

    /// Measures the making of a page.
    func measure(
        _ template: String,
        _ body: () async throws -> LanguagePage
    ) async throws -> LanguagePage {
        guard let tracer else { return try await measured(template, body).get() }
        let result = await tracer.withSpan("page") { span in
            let result = await measured(template, body)
            span.attributes["talisman.template"] = template
            switch result {
            case .success(let page): span.attributes["talisman.bytes"] = page.page.bytes.count
            case .failure(let error):
                span.attributes["error.type"] = Self.code(of: error)
                span.setStatus(SpanStatus(code: .error))
            }
            return result
        }
        return try result.get()
    }

    private func measured(
        _ template: String,
        _ body: () async throws -> LanguagePage
    ) async -> Result<LanguagePage, any Error> {
        let start = ContinuousClock.now
        let dimensions = [("template", template)]
        let result: Result<LanguagePage, any Error>
        do {
            let page = try await body()
            Recorder(label: "\(prefix).bytes", dimensions: dimensions, factory: metrics)
                .record(page.page.bytes.count)
            result = .success(page)
        } catch {
            let failure = dimensions + [("code", Self.code(of: error))]
            Counter(label: "\(prefix).failed", dimensions: failure, factory: metrics).increment()
            result = .failure(error)
        }
        Timer(label: "\(prefix).duration", dimensions: dimensions, factory: metrics)
            .record(duration: start.duration(to: .now))
        return result
    }

    private static func code(of error: any Error) -> String {
        switch error {
        case let error as TemplateError: error.code.rawValue
        case let error as SessionError: error.code.rawValue
        case is CancellationError: "cancelled"
        default: "other"
        }
    }
}
