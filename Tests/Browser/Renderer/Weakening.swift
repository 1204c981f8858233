// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// A protection that is switched off, to see that the proof notices.
enum Weakening: String, CaseIterable {
    /// Data may stand in `on…` attributes.
    case handlers

    /// `structure` inserts text.
    case structure

    func apply(to configuration: inout TemplateConfiguration) {
        switch self {
        case .handlers: configuration.trustsHandlers = true
        case .structure: configuration.trustsPlainText = true
        }
    }
}
