// SPDX-License-Identifier: Apache-2.0

import Logging
import Metrics

/// Counts and logs events.
///
/// No label and no log line contains a token or a hash of one.
struct SessionEvents: Sendable {
    let prefix: String
    let logger: Logger
    let metrics: any MetricsFactory

    func record(_ event: SessionEvent, store: String? = nil) {
        var dimensions: [(String, String)] = []
        if let store { dimensions.append(("store", store)) }
        if let reason = event.reason { dimensions.append(("reason", reason)) }
        if let type = event.type { dimensions.append(("type", type)) }
        if let state = event.state { dimensions.append(("state", state)) }
        let label = "\(prefix).\(event.label)"
        Counter(label: label, dimensions: dimensions, factory: metrics).increment()
        let metadata = Logger.Metadata(
            uniqueKeysWithValues: dimensions.map { ($0.0, .string($0.1)) }
        )
        logger.log(level: event.level, "\(event.message)", metadata: metadata)
    }
}
