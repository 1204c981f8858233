// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The open elements of an HTML page in which parsers read by other rules: `template`, `select`,
/// `noscript`, and all that is inside of SVG and MathML (HTML standard section 13.2.6).
///
/// Only what is nested properly is certain: an end tag that closes another element than the last
/// one, a tag of HTML that ends an SVG, and what depends on the age of a parser, are not.
struct OpenElements {
    private struct Element {
        let name: String
        /// What it is one of; nil for HTML.
        let markup: ForeignMarkup?
    }

    /// Whether it is not certain which elements are open.
    private(set) var isUncertain = false
    private var elements: [Element] = []

    /// Browsers nest elements no deeper.
    private static let deepest = 512

    /// Those of HTML that are noted outside of SVG and MathML, too.
    private static let special: Set<String> = ["template", "select", "noscript"]
    private static let stayingInMath: Set<String> = ["mglyph", "malignmark"]

    var isEmpty: Bool { elements.isEmpty }

    /// Whether the last one is of SVG or MathML.
    var isForeign: Bool { elements.last?.markup != nil }

    /// Whether a start tag of a name is one of HTML.
    func takesHTML(_ name: String) -> Bool { markup(of: name) == nil }

    /// Notes what a tag opens or closes.
    mutating func take(_ tag: TagReader.Tag) {
        if tag.isEnd {
            close(tag.name)
        } else {
            begin(tag)
        }
    }

    private mutating func begin(_ tag: TagReader.Tag) {
        let markup = markup(of: tag.name)
        let isHTML = markup == nil
        guard isHTML ? isCertain(html: tag.name) : isCertain(foreign: tag),
            elements.count < Self.deepest
        else {
            isUncertain = true
            return
        }
        // Parsers read `<image>` as `<img>`.
        let isEmpty = HTMLElementRule.rule(for: tag.name).content == .void || tag.name == "image"
        let isClosed = isHTML ? isEmpty : tag.isSelfClosed
        let isNoted = !isHTML || isInsideForeign || Self.special.contains(tag.name)
        if isNoted, !isClosed { elements.append(Element(name: tag.name, markup: markup)) }
    }

    private mutating func close(_ name: String) {
        if elements.last?.name == name {
            elements.removeLast()
        } else if isInsideForeign || isOpen(name) {
            isUncertain = true
        }
    }

    /// Older parsers drop most tags in a `select`, or close it.
    private func isCertain(html name: String) -> Bool {
        let depends = name == "select" || name != "script" && TagReader.isText(name)
        return !(depends && isOpen("select"))
    }

    private func isCertain(foreign tag: TagReader.Tag) -> Bool {
        let rule = HTMLElementRule.rule(for: tag.name)
        // Its content is HTML or not by its `encoding`.
        let isEither = tag.name == "annotation-xml" && !tag.isSelfClosed
        let isRoot = rule.beginsForeign != nil && !isForeign
        // A `<font>` ends SVG by its attributes.
        let leaves = rule.endsForeign || tag.name == "font"
        return !isEither && !leaves && !(isRoot && isOpen("select"))
    }

    /// What a start tag opens; nil for an element of HTML.
    private func markup(of name: String) -> ForeignMarkup? {
        let root = HTMLElementRule.rule(for: name).beginsForeign
        guard let last = elements.last, let outer = last.markup else { return root }
        let holdsHTML = HTMLElementRule.rule(for: last.name).holdsHTML == outer
        let staysInMath = outer == .math && Self.stayingInMath.contains(name)
        return holdsHTML && !staysInMath ? root : outer
    }

    private var isInsideForeign: Bool { elements.contains { $0.markup != nil } }

    private func isOpen(_ name: String) -> Bool { elements.contains { $0.name == name } }
}
