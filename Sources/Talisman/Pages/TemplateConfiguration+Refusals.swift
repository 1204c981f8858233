// SPDX-License-Identifier: Apache-2.0

package import Logging
package import Metrics
package import PageTemplates
import Synchronization

extension TemplateConfiguration {
    /// The configuration, with somebody who is told of the values that are refused at their
    /// places: a warning with the place, the first time, and a counter `PREFIX.refused`.
    ///
    /// Data of strangers can be refused as often as they like; the further lines are for
    /// debugging.
    package func reportingRefusals(
        to logger: Logger,
        _ metrics: any MetricsFactory,
        _ prefix: String
    ) -> TemplateConfiguration {
        guard onRefusal == nil else { return self }
        var configuration = self
        let journal = RefusalJournal()
        configuration.onRefusal = { refusal in
            let dimensions = [("template", refusal.location.name)]
            Counter(label: "\(prefix).refused", dimensions: dimensions, factory: metrics)
                .increment()
            logger.log(
                level: journal.isNew(refusal.location) ? .warning : .debug,
                "value refused",
                metadata: [
                    "template": "\(refusal.location.name)", "line": "\(refusal.location.line)",
                    "reason": "\(refusal.message)", "remedy": "\(refusal.remedy)",
                ]
            )
        }
        return configuration
    }
}

/// The places whose values were refused so far.
private final class RefusalJournal: Sendable {
    private let told = Mutex<Set<String>>([])

    func isNew(_ location: TemplateLocation) -> Bool {
        told.withLock { $0.insert("\(location)").inserted }
    }
}
