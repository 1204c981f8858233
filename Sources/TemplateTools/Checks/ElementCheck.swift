// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateSyntax

/// Rules about single elements of the page: those that are written, each once.
struct ElementCheck {
    private let page: LintPage
    private let set: TemplateSet
    private let index: Int

    private var element: PageExpansion.Placed { page.expansion.elements[index] }
    private var tag: TagView { element.tag }

    static func findings(in page: LintPage, _ set: TemplateSet) -> [RuleFinding] {
        var seen: Set<SyntaxID> = []
        return page.expansion.elements.indices.flatMap { index in
            let check = ElementCheck(page: page, set: set, index: index)
            guard check.element.file == nil, seen.insert(check.tag.element.id).inserted else {
                return [RuleFinding]()
            }
            return check.findings
        }
    }

    private var findings: [RuleFinding] {
        guard tag.element.vocabulary == .html else { return [] }
        return [missingAlt, unlabelledControl, selfClosed].compactMap(\.self) + handlers
    }

    // MARK: - Images

    private var missingAlt: RuleFinding? {
        let isImage =
            tag.isHTML("img")
            || tag.isHTML("area") && tag.has("href")
            || tag.isHTML("input") && tag.value(of: "type") == .literal("image")
        guard isImage, !tag.has("alt"), !isNamed, !isHidden else { return nil }
        return RuleFinding(
            rule: .missingAlt,
            message: "<\(tag.element.localName)> has no 'alt'",
            range: tag.start,
            notes: [.init("say what it shows, or write alt=\"\" where it only decorates")]
        )
    }

    /// Whether an attribute says what it is.
    private var isNamed: Bool {
        ["aria-label", "aria-labelledby", "title"].contains { tag.has($0) }
    }

    /// Whether readers of the page do not get it.
    private var isHidden: Bool {
        let hidden = ["aria-hidden": "true", "role": "presentation"]
        return tag.has("hidden")
            || hidden.contains { key, value in
                tag.value(of: key) == .literal(value) || tag.value(of: key) == .computed
            }
    }

    // MARK: - Controls

    private static let unlabelledTypes: Set = ["button", "hidden", "image", "reset", "submit"]

    private var unlabelledControl: RuleFinding? {
        guard isLabelledControl, !isNamed, !isHidden, !isLabelled else { return nil }
        return RuleFinding(
            rule: .unlabelledControl,
            message: "<\(tag.element.localName)> has no label",
            range: tag.start,
            notes: [.init("put it into a <label>, or let the 'for' of one name its 'id'")]
        )
    }

    private var isLabelledControl: Bool {
        if tag.isHTML("select", "textarea") { return true }
        guard tag.isHTML("input") else { return false }
        switch tag.value(of: "type") {
        case .absent: return true
        case .literal(let type): return !Self.unlabelledTypes.contains(type.lowercased())
        case .computed: return false
        }
    }

    private var isLabelled: Bool {
        let isInside = page.expansion.ancestors(of: index).contains { $0.tag.isHTML("label") }
        if isInside { return true }
        switch tag.value(of: "id") {
        case .absent: return false
        case .literal(let id): return set.hasLabel(for: id)
        case .computed: return true
        }
    }

    // MARK: - Tags

    private var selfClosed: RuleFinding? {
        let element = tag.element
        // One that may be replaced is written for 'default' alone, as a sample that authors see.
        guard case .selfClosed = element.end, !element.getsEndTag,
            element.statements?.replace == nil, !endsRightAway
        else { return nil }
        let name = tag.source.text(element.name)
        let slash = element.startTag.upperBound - 2..<element.startTag.upperBound
        return RuleFinding(
            rule: .selfClosedElement,
            message: "'<\(name)/>' is a start tag in HTML: what follows stands in the element",
            range: tag.start,
            notes: [.init("write </\(name)>")],
            fix: FindingFix(
                title: "write '</\(name)>'",
                edits: [TextEdit(slash, "></\(name)>")]
            )
        )
    }

    /// Whether the tag behind the start tag ends the element, as that of the next cell does.
    private var endsRightAway: Bool {
        let rule = HTMLElementRule.rule(for: tag.element.localName)
        let rest = tag.source.bytes[tag.element.startTag.upperBound...].drop(while: \.isSpace)
        guard rest.first == Byte.less else { return false }
        if rest.dropFirst().first == Byte.slash { return rule.endsByItself(before: nil) }
        let name = rest.dropFirst().prefix { $0.isLetter || $0.isDigit }.map(\.asciiLowercased)
        let next = HTMLElementRule.rule(for: String(decoding: name, as: UTF8.self))
        return rule.endsByItself(before: next)
    }

    // MARK: - Handlers

    private var handlers: [RuleFinding] {
        tag.element.attributes.filter { attribute in
            let letters = attribute.key.dropFirst(2)
            return attribute.key.hasPrefix("on") && !letters.isEmpty && !attribute.isStatement
                && letters.utf8.allSatisfy(\.isLetter)
        }.map { attribute in
            RuleFinding(
                rule: .inlineHandler,
                message: "the attribute '\(attribute.key)' holds code",
                range: attribute.name,
                notes: [.init("a Content-Security-Policy keeps it from running: add it by script")]
            )
        }
    }
}

extension ElementSyntax {
    /// Whether an end tag is written though the source has none.
    fileprivate var getsEndTag: Bool {
        let textElements: Set = [
            "iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea",
            "title", "xmp",
        ]
        let hasContent = statements?.content != nil || statements?.switchOn != nil
        return hasContent || textElements.contains(localName)
    }
}
