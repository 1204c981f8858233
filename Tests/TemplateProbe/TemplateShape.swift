// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// A kind of template that can be of any size: one part again and again, or inside itself.
enum TemplateShape: String, CaseIterable {
    case text
    case lines
    case elements
    case statements
    case attributes
    case attributeFlood = "attribute-flood"
    case clauses
    case translatedAttributes = "translated-attributes"
    case longAttribute = "long-attribute"
    case holes
    case holesOnOneLine = "holes-on-one-line"
    case nesting
    case macros
    case slots
    case fillers
    case scriptsInMacros = "scripts-in-macros"
    case ownMacros = "own-macros"
    case references
    case numericReferences = "numeric-references"
    case attributeReferences = "attribute-references"
    case unknownReferences = "unknown-references"
    case scripts
    case manyScripts = "many-scripts"
    case templateLiterals = "template-literals"
    case nestedLiterals = "nested-literals"
    case regularExpressions = "regular-expressions"
    case styles
    case styleAttribute = "style-attribute"
    case stylePreludes = "style-preludes"
    case styleFunctions = "style-functions"
    case styleAddress = "style-address"
    case scriptComments = "script-comments"
    case candidates
    case longAddress = "long-address"
    case addressHoles = "address-holes"
    case handler
    case messages
    case messageContent = "message-content"
    case definitions
    case alternatives
    case strings
    case python
    case pythonList = "python-list"
    case pythonText = "python-text"
    case comments
    case comment
    case openTags = "open-tags"
    case openComments = "open-comments"
    case strayEnds = "stray-ends"
    case endsInSVG = "ends-in-svg"
    case endsInText = "ends-in-text"
    case sections
    case sectionsInSVG = "sections-in-svg"
    case noscripts
    case defaults
    case mismatchedEnds = "mismatched-ends"
    case unfinishedHoles = "unfinished-holes"
    case unfinishedCode = "unfinished-code"
    case brokenHoles = "broken-holes"
    case brokenStatements = "broken-statements"
    case unknownVariables = "unknown-variables"
    case quotes
    case xml
    case plainText = "plain-text"

    var dialect: TemplateDialect {
        switch self {
        case .scripts, .manyScripts, .templateLiterals, .nestedLiterals, .regularExpressions,
            .styles, .stylePreludes, .styleFunctions, .scriptComments, .unfinishedCode:
            .chameleon
        default: .zope
        }
    }

    var name: String {
        switch self {
        case .xml, .defaults: "page.xml"
        case .plainText: "page.txt"
        default: "page.html"
        }
    }

    /// Whether it does not compile.
    var isWrong: Bool {
        switch self {
        case .attributeFlood, .clauses, .translatedAttributes, .mismatchedEnds, .brokenHoles,
            .brokenStatements, .unfinishedHoles, .unfinishedCode, .endsInSVG, .endsInText,
            .sectionsInSVG,
            .defaults:
            true
        default: false
        }
    }

    /// A template of about so many bytes.
    func template(of size: Int) -> String {
        let (opening, part, closing) = parts
        let count = max(1, (size - opening.utf8.count - closing.utf8.count) / part(0).utf8.count)
        switch self {
        case .nesting: return Self.nested("<div title=\"a\">", "</div>\n", size, depth: 250)
        case .nestedLiterals: return "<script>" + Self.nestedLiterals(size) + "</script>"
        default: break
        }
        var text = opening
        for index in 0..<count { text += part(index) }
        return text + closing
    }

    private typealias Parts = (opening: String, part: (Int) -> String, closing: String)

    private static func all(_ part: String) -> Parts { ("", { _ in part }, "") }

    private static func inside(_ opening: String, _ part: String, _ closing: String) -> Parts {
        (opening, { _ in part }, closing)
    }

    private static func numbered(
        _ opening: String = "",
        _ closing: String = "",
        _ part: @escaping (Int) -> String
    ) -> Parts {
        (opening, part, closing)
    }

    private var parts: Parts {
        markup ?? code ?? expressions ?? mistakes ?? Self.all("x ")
    }

    private var markup: Parts? {
        switch self {
        case .text: Self.all("words and more ")
        case .lines: Self.all("a line\n")
        case .elements: Self.all("<p class=\"a\">text</p>\n")
        case .statements: Self.all("<p tal:condition=\"a\" tal:content=\"b/c\">text</p>\n")
        case .attributes: Self.all("<p\(Self.attributes(200))>x</p>\n")
        case .attributeFlood: Self.numbered("<p", ">x</p>") { " a\($0)=\"b\"" }
        case .clauses: Self.numbered("<p tal:attributes=\"b c", "\">x</p>") { "; a\($0) b" }
        case .translatedAttributes:
            Self.numbered("<p i18n:attributes=\"b", "\">x</p>") { "; a\($0) b" }
        case .longAttribute: Self.inside("<p title=\"", "words and ${a} ", "\">x</p>")
        case .holes: Self.all("${a/b}\n")
        case .holesOnOneLine: Self.inside("<p>", "${a}", "</p>")
        case .macros:
            Self.numbered { "<p metal:define-macro=\"m\($0)\">${a}</p>\n" }
        case .slots:
            Self.numbered("<div metal:define-macro=\"m\">", "</div>") {
                "<p metal:define-slot=\"s\($0)\">x</p>\n"
            }
        case .fillers:
            Self.inside(
                "<b metal:define-macro=\"m\"><i metal:define-slot=\"s\">x</i></b>\n",
                "<p metal:use-macro=\"macros/m\"><i metal:fill-slot=\"s\">y</i></p>\n",
                ""
            )
        case .scriptsInMacros:
            Self.numbered { "<p metal:define-macro=\"m\($0)\"><script>x()</script></p>\n" }
        case .ownMacros:
            Self.numbered {
                "<p metal:define-macro=\"m\($0)\"><b metal:define-slot=\"s\"/></p>"
                    + "<p metal:use-macro=\"macros/m\($0)\"><i metal:fill-slot=\"s\"/></p>\n"
            }
        case .references: Self.inside("<p>", "&amp; &eacute;", "</p>")
        case .numericReferences: Self.inside("<p>", "&#228;&#xE4;", "</p>")
        case .attributeReferences: Self.inside("<p title=\"${a} ", "&amp;&eacute;", "\">x</p>")
        case .unknownReferences: Self.inside("<p>", "&nonesuch;&x", "</p>")
        case .candidates: Self.inside("<img srcset=\"", "/${a}.png 1x, ", "/b 2x\">")
        case .longAddress: Self.inside("<a href=\"/", "abc/def/", "${a}\">x</a>")
        case .addressHoles: Self.inside("<a href=\"/", "${a}/b?", "\">x</a>")
        case .messages: Self.all("<p i18n:translate=\"\">a <b i18n:name=\"n\">${x}</b></p>\n")
        case .messageContent: Self.inside("<p i18n:translate=\"\">", "word ${a} ", "</p>")
        case .comments: Self.all("<!-- a -->")
        case .comment: Self.inside("<!--", " a - ", "-->")
        case .xml: Self.inside("<r>", "<p a=\"b\">${x} &amp;</p>\n", "</r>")
        case .plainText: Self.all("words ${a} <tal:b content=\"c\"/>\n")
        default: nil
        }
    }

    private var code: Parts? {
        switch self {
        case .scripts: Self.inside("<script>", "a = ${b};\n", "</script>")
        case .manyScripts: Self.all("<script>a = ${b}; c = '${d}'</script>\n")
        case .templateLiterals: Self.inside("<script>a = `", "x ${b} ", "`;</script>")
        case .regularExpressions: Self.inside("<script>", "a = /[/]x/.test(${b});\n", "</script>")
        case .styles: Self.inside("<style>", "p { width: ${a}px }\n", "</style>")
        case .stylePreludes: Self.inside("<style>", " ", "p { width: ${a}px }</style>")
        case .styleFunctions: Self.inside("<style>p { width: ", "calc('' ", "${a}</style>")
        case .styleAttribute: Self.inside("<p style=\"", "width: ${a}px; ", "\">x</p>")
        case .styleAddress: Self.inside("<p style=\"background: url(", "/${a}", ")\">x</p>")
        case .scriptComments: Self.inside("<svg><script>", "<!-- -->a", "; f(${b})</script></svg>")
        case .handler: Self.inside("<p onclick=\"", "go(${a}, '${b}'); ", "\">x</p>")
        default: nil
        }
    }

    private var expressions: Parts? {
        switch self {
        case .definitions: Self.numbered("<p tal:define=\"a string:x", "\"/>") { "; a\($0) a" }
        case .alternatives: Self.inside("<p tal:content=\"", "a/b | ", "nothing\"/>")
        case .strings: Self.inside("<p tal:content=\"string:", "word ${a} ", "\"/>")
        case .python: Self.inside("<p tal:content=\"python: 1", " + a", "\"/>")
        case .pythonList: Self.inside("<p tal:content=\"python: len([", "a, ", "1])\"/>")
        case .pythonText: Self.inside("<p tal:content=\"python: '", "words ", "'\"/>")
        default: nil
        }
    }

    /// What may be a mistake, again and again.
    private var mistakes: Parts? {
        switch self {
        case .openTags: Self.all("< a <\n")
        case .openComments: Self.all("<!-")
        case .strayEnds: Self.all("</b>")
        case .endsInSVG: Self.inside("<svg>${a}", "<path/></path></b>\n", "</svg>")
        case .endsInText: Self.inside("<textarea>", "</titl <${a}>", "</textarea>")
        case .sections: Self.all("<![CDATA[a")
        case .sectionsInSVG: Self.inside("<svg>${a}", "<![CDATA[a", "</svg>")
        case .noscripts: Self.all("<noscript><p>a</p></noscript>\n")
        case .defaults: Self.inside("<!DOCTYPE r [", "<!ATTLIST r ", "a CDATA 'b'>]><r/>")
        case .mismatchedEnds: Self.all("<div tal:condition=\"a\"><b>x</div></b>\n")
        case .unfinishedHoles: Self.all("${a ")
        case .unfinishedCode: Self.inside("<script>", "a = `${", "</script>")
        case .brokenHoles: Self.inside("<p>", "${a//b} ", "</p>")
        case .brokenStatements: Self.all("<p tal:contnt=\"a\"/>")
        case .unknownVariables: Self.numbered { "${name\($0)}" }
        case .quotes: Self.all("<p \(String(repeating: "\"='", count: 200))>x</p>\n")
        default: nil
        }
    }

    private static func attributes(_ count: Int) -> String {
        (0..<count).map { " a\($0)=\"b\"" }.joined()
    }

    private static func nested(
        _ opening: String,
        _ closing: String,
        _ size: Int,
        depth: Int
    ) -> String {
        let tower =
            String(repeating: opening, count: depth) + String(repeating: closing, count: depth)
        return String(repeating: tower, count: max(1, size / tower.utf8.count))
    }

    /// Template literals in each other, each with a hole, as deep as a text of this size can be.
    private static func nestedLiterals(_ size: Int) -> String {
        let depth = max(1, size / 10)
        return "a = " + String(repeating: "`${a}$${", count: depth) + "1"
            + String(repeating: "}`", count: depth) + ";"
    }
}
