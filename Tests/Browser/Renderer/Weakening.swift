// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// A protection that is switched off, to see that the proof notices.
enum Weakening {
    /// Text may be a whole `on…` attribute.
    case handlers

    /// `structure` inserts text.
    case structure

    /// The policy lacks a row.
    case row(PlacePolicy)

    /// The protection of a name: `handlers`, `structure`, or an element and an attribute of the
    /// policy, `* href`.
    init?(_ name: String) {
        switch name {
        case "handlers": self = .handlers
        case "structure": self = .structure
        default:
            guard let policy = PlacePolicy.standard.without(name) else { return nil }
            self = .row(policy)
        }
    }

    static var names: [String] { ["handlers", "structure"] + PlacePolicy.standard.names }

    func apply(to configuration: inout TemplateConfiguration) {
        switch self {
        case .handlers: configuration.trustsHandlers = true
        case .structure: configuration.trustsPlainText = true
        case .row(let policy): configuration.places = policy
        }
    }
}
