// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// A page that grows until a limit ends it.
enum PageShape: String, CaseIterable {
    case text
    case escaped
    case attributes
    case addresses
    case markup
    case message
    case messages
    case handler
    case macros
    case json
    case python
    case strings

    var template: String {
        switch self {
        case .text: Self.loop("<p>\(Self.words)</p>")
        case .escaped: Self.loop("<p>${hostile}</p>")
        case .attributes: Self.loop("<p title='${hostile}'></p>")
        case .addresses: Self.loop("<a href='/?q=${hostile}'></a>")
        case .markup: Self.loop("<p tal:content='structure markup'></p>")
        case .message: "<div i18n:translate=''>\(Self.loop("<p>\(Self.words)</p>"))</div>"
        case .messages:
            "<div i18n:translate=''>a <p i18n:name='b'>\(Self.loop("<p>\(Self.words)</p>"))</p></div>"
        case .handler:
            "<div tal:on-error='string:x'>\(Self.loop("<p>\(Self.words)</p>"))</div>"
        case .macros:
            """
            <tal:b metal:define-macro="m"><p metal:define-slot="s">x</p></tal:b>
            \(Self.loop("<p metal:use-macro='macros/m'><b metal:fill-slot='s'>\(Self.words)</b></p>"))
            """
        case .json: Self.loop("<p tal:content='json texts'></p>")
        case .python: Self.loop("<p tal:content=\"python: 'x' * size\"></p>")
        case .strings: Self.loop("<p tal:content='string:a ${hostile} b ${hostile}'></p>")
        }
    }

    private static let words = String(repeating: "words and more ", count: 20)

    private static func loop(_ body: String) -> String {
        "<tal:b repeat='i items'>\(body)</tal:b>"
    }

    /// Data that is as large as one text may be.
    func context(_ limits: TemplateLimits) -> TemplateContext {
        let hostile = String(repeating: "<&\">", count: limits.string / 64)
        let markup = String(repeating: "<b>x</b>", count: limits.string / 8)
        return TemplateContext([
            "items": .list(Array(repeating: 1, count: limits.loopItems)),
            "hostile": .string(hostile),
            "markup": .markup(SafeMarkup(unchecked: markup, reason: "it is written here")),
            "texts": .list(Array(repeating: .string(hostile), count: 8)),
            "size": .integer(limits.string),
        ])
    }
}
