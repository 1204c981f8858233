// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// The engine that templates were written for.
package enum TemplateOrigin: String, CaseIterable, Sendable {
    case zope
    case chameleon
    case talPHP = "tal-php"

    /// How its expressions without a prefix are read.
    var dialect: TemplateDialect {
        switch self {
        case .zope, .talPHP: .zope
        case .chameleon: .chameleon
        }
    }
}
