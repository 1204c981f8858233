// SPDX-License-Identifier: Apache-2.0

import Logging
import Synchronization

/// What handlers of a transaction read by subscripts before it was loaded: each is told once, and
/// of keys that are made of data no more than ``most``.
final class MissedReads: Sendable {
    /// How many keys are told.
    private static let most = 100

    private let told = Mutex<Set<SessionField>>([])

    /// Warns of reads that cost another run of their handler.
    func tell(_ fields: Set<SessionField>, _ logger: Logger) {
        let news = told.withLock { told in
            let news = fields.subtracting(told).prefix(Self.most - told.count)
            told.formUnion(news)
            return news
        }
        for field in news.sorted(by: { $0.path < $1.path }) {
            let message = """
                the handler is run twice in each request, for it reads a key by a subscript that \
                is not loaded: \(SessionPackage.loadAdvice)
                """
            let error = SessionError(.notLoaded, message, field: field)
            logger.warning("session key not loaded", metadata: error.logMetadata)
        }
    }
}
