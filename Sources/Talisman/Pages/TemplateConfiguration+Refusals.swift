// SPDX-License-Identifier: Apache-2.0

package import Logging
package import Metrics
package import PageTemplates

extension TemplateConfiguration {
    /// The configuration, with somebody who is told of the values that are refused at their
    /// places: a warning with the place, and a counter `PREFIX.refused`.
    package func reportingRefusals(
        to logger: Logger,
        _ metrics: any MetricsFactory,
        _ prefix: String
    ) -> TemplateConfiguration {
        guard onRefusal == nil else { return self }
        var configuration = self
        configuration.onRefusal = { refusal in
            let dimensions = [("template", refusal.location.name)]
            Counter(label: "\(prefix).refused", dimensions: dimensions, factory: metrics)
                .increment()
            logger.warning(
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
