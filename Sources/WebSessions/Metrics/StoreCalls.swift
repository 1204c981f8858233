// SPDX-License-Identifier: Apache-2.0

import Metrics
import Tracing

/// Calls stores: every call of every store is measured and traced here.
///
/// No span and no metric has a locator, a token, a hash of one, a value, a field's name or a
/// principal in it.
struct StoreCalls: Sendable {
    private let prefix: String
    private let metrics: any MetricsFactory
    private let tracer: (any Tracer)?

    /// Without a tracer there are no spans, which costs nothing.
    init(prefix: String, metrics: any MetricsFactory, tracer: any Tracer) {
        self.prefix = prefix
        self.metrics = metrics
        self.tracer = tracer is NoOpTracer ? nil : tracer
    }

    /// Asks the store of a container; what it throws names the store.
    func ask<Answer: StoreAnswer>(
        _ store: any SessionStore,
        _ call: StoreCall,
        container: String,
        _ body: (any SessionStore) async throws -> Answer
    ) async throws(SessionError) -> Answer {
        guard let tracer else { return try await measured(store, call, body).get() }
        let result = await tracer.withSpan("session \(call.word)") { span in
            let result = await measured(store, call, body)
            span.updateAttributes { attributes in
                attributes["websessions.store"] = store.name
                attributes["websessions.container"] = container.isEmpty ? "default" : container
                attributes["websessions.operations"] = call.operations
            }
            Self.describe(result, on: span)
            return result
        }
        return try result.get()
    }

    private func measured<Answer: StoreAnswer>(
        _ store: any SessionStore,
        _ call: StoreCall,
        _ body: (any SessionStore) async throws -> Answer
    ) async -> Result<Answer, SessionError> {
        let start = ContinuousClock.now
        let result: Result<Answer, SessionError>
        do {
            result = .success(try await body(store))
        } catch {
            result = .failure(SessionError(fromStore: store.name, error))
        }
        Timer(
            label: "\(prefix).store.duration",
            dimensions: [("store", store.name), ("operation", call.word)],
            factory: metrics
        ).record(duration: start.duration(to: .now))
        return result
    }

    private static func describe(
        _ result: Result<some StoreAnswer, SessionError>,
        on span: any Span
    ) {
        switch result {
        case .success(let answer):
            span.attributes["websessions.outcome"] = answer.outcome
            span.attributes["websessions.count"] = answer.count
        case .failure(let error):
            span.attributes["error.type"] = error.code.rawValue
            span.recordError(TracedError(code: error.code))
            span.setStatus(SpanStatus(code: .error))
        }
    }
}

/// What a trace learns of an error: a message may name a record, and an error of a database may
/// hold the arguments of a statement.
private struct TracedError: Error, CustomStringConvertible {
    let code: SessionErrorCode
    var description: String { code.rawValue }
}
