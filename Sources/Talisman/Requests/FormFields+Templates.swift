// SPDX-License-Identifier: Apache-2.0

import PageTemplates

extension FormFields {
    /// Each name with its text; of several texts, the last one.
    var lastValues: TemplateMapping {
        TemplateMapping(fields.map { ($0.name, .string($0.value)) })
    }

    /// Each name with the list of all its texts.
    var allValues: TemplateMapping {
        var lists: [String: [TemplateValue]] = [:]
        for field in fields {
            lists[field.name, default: []].append(.string(field.value))
        }
        return TemplateMapping(fields.map { ($0.name, .list(lists[$0.name] ?? [])) })
    }
}
