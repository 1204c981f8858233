// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// How a template's markup is read.
public enum TemplateMode: String, Sendable, Hashable, CaseIterable {
    /// HTML: void elements, optional end tags, boolean attributes.
    case html

    /// XML: well-formed documents, no boolean attributes.
    case xml

    /// Plain text, as that of a mail: nothing is escaped, and only elements as `<tal:block>`
    /// are markup.
    case text
}

extension TemplateMode {
    /// How parsers call it.
    var markup: MarkupMode {
        switch self {
        case .html: .html
        case .xml: .xml
        case .text: .text
        }
    }

    /// What reports call it.
    var title: String {
        switch self {
        case .html: "HTML"
        case .xml: "XML"
        case .text: "plain text"
        }
    }

    /// Why a template of this mode cannot use macros of another one; `nil` where it can.
    func problem(ofMacrosIn other: TemplateMode) -> String? {
        self == other ? nil : "a macro of \(other.title) does not fit a template of \(title)"
    }
}
