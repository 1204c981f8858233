// SPDX-License-Identifier: Apache-2.0

/// The open elements of an HTML page in which parsers read by other rules: `template`, `select`,
/// `noscript`, and all that is inside of SVG and MathML (HTML standard section 13.2.6).
///
/// Only what is nested properly is certain: an end tag that closes another element than the last
/// one, a tag of HTML that ends an SVG, and what depends on the age of a parser, are not.
struct OpenElements {
    private enum Kind {
        case html
        case svg
        case math
    }

    private struct Element {
        let name: String
        let kind: Kind
    }

    /// Whether it is not certain which elements are open.
    private(set) var isUncertain = false
    private var elements: [Element] = []

    /// Browsers nest elements no deeper.
    private static let deepest = 512

    private static let roots: [String: Kind] = ["svg": .svg, "math": .math]
    /// Those of HTML that are noted outside of SVG and MathML, too.
    private static let special: Set<String> = ["template", "select", "noscript"]

    /// The elements of SVG and MathML whose content is HTML.
    private static let integration: [Kind: Set<String>] = [
        .svg: ["foreignobject", "desc", "title"],
        .math: ["mi", "mo", "mn", "ms", "mtext"],
    ]
    private static let stayingInMath: Set<String> = ["mglyph", "malignmark"]

    /// Start tags that end an SVG or MathML around them.
    private static let leaving: Set<String> = [
        "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em",
        "embed", "font", "h1", "h2", "h3", "h4", "h5", "h6", "head", "hr", "i", "img", "li",
        "listing", "menu", "meta", "nobr", "ol", "p", "pre", "ruby", "s", "small", "span",
        "strike", "strong", "sub", "sup", "table", "tt", "u", "ul", "var",
    ]

    /// Elements of HTML without an end tag.
    private static let empty: Set<String> = [
        "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img",
        "input", "keygen", "link", "meta", "param", "source", "track", "wbr",
    ]

    var isEmpty: Bool { elements.isEmpty }

    /// Whether the last one is of SVG or MathML.
    var isForeign: Bool { elements.last.map { $0.kind != .html } ?? false }

    /// Whether a start tag of a name is one of HTML.
    func takesHTML(_ name: String) -> Bool { kind(of: name) == .html }

    /// Notes what a tag opens or closes.
    mutating func take(_ tag: TagReader.Tag) {
        if tag.isEnd {
            close(tag.name)
        } else {
            begin(tag)
        }
    }

    private mutating func begin(_ tag: TagReader.Tag) {
        let kind = kind(of: tag.name)
        let isHTML = kind == .html
        guard isCertain(tag, kind), elements.count < Self.deepest else {
            isUncertain = true
            return
        }
        let isClosed = isHTML ? Self.empty.contains(tag.name) : tag.isSelfClosed
        let isNoted = !isHTML || isInsideForeign || Self.special.contains(tag.name)
        if isNoted, !isClosed { elements.append(Element(name: tag.name, kind: kind)) }
    }

    private mutating func close(_ name: String) {
        if elements.last?.name == name {
            elements.removeLast()
        } else if isInsideForeign || isOpen(name) {
            isUncertain = true
        }
    }

    private func isCertain(_ tag: TagReader.Tag, _ kind: Kind) -> Bool {
        let name = tag.name
        guard kind == .html else {
            // Its content is HTML or not by its `encoding`.
            let isEither = name == "annotation-xml" && !tag.isSelfClosed
            let isRoot = Self.roots[name] != nil && !isForeign
            return !isEither && !Self.leaving.contains(name) && !(isRoot && isOpen("select"))
        }
        // Older parsers drop most tags in a `select`, or close it.
        let depends = name == "select" || name != "script" && TagReader.rawText.contains(name)
        return !(depends && isOpen("select"))
    }

    /// What a start tag opens.
    private func kind(of name: String) -> Kind {
        guard let last = elements.last, last.kind != .html else { return Self.roots[name] ?? .html }
        let hasHTML = Self.integration[last.kind]?.contains(last.name) == true
        let staysInMath = last.kind == .math && Self.stayingInMath.contains(name)
        return hasHTML && !staysInMath ? Self.roots[name] ?? .html : last.kind
    }

    private var isInsideForeign: Bool { elements.contains { $0.kind != .html } }

    private func isOpen(_ name: String) -> Bool { elements.contains { $0.name == name } }
}
