// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Markup of HTML that comes into a page from elsewhere: a translation, or what somebody vouches
/// for.
struct MarkupFragment: Sendable {
    /// What it needs from what is around it.
    private(set) var needs = PartNeeds()

    /// What is around the names in its text.
    private(set) var sites: [String: [ElementSyntax.Site]] = [:]

    /// Whether it and the parts in it can stand wherever there is text.
    var isPlain: Bool { needs.isMet && sites.values.allSatisfy { $0.allSatisfy { $0 == .page } } }

    /// Reads markup.
    ///
    /// - Parameters:
    ///   - markup: The bytes; `${name}` in text is the place of a part.
    ///   - isTextOnly: Whether a browser reads no markup where it stands.
    ///   - foreign: What is known to be around it, if that is not HTML.
    init(_ markup: [UInt8], isTextOnly: Bool = false, in foreign: ForeignMarkup? = nil) {
        needs.note(markup[...])
        if isTextOnly { return }
        guard markup.contains(Byte.less) else {
            readNames(in: markup[...], .page)
            return
        }
        let text = markup.map { $0 == 0 ? Byte.space : $0 }
        let tags = foreign.map(Self.tags)
        let source = MarkupSource((tags?.start ?? []) + text + (tags?.end ?? []), .html)
        var options = SyntaxOptions()
        options.interpolatesText = false
        let tree = SyntaxTree(parsing: source, options)
        let fault = tree.diagnostics.first { $0.severity == .error } ?? tree.remark
        if let fault { note(fault.message) }
        if foreign != nil, !tree.isOneElement { note("an end tag in it ends what is around it") }
        read(tree.children, in: .page, of: source)
    }

    private static func tags(of foreign: ForeignMarkup) -> (start: [UInt8], end: [UInt8]) {
        switch foreign {
        case .svg: (Array("<svg>".utf8), Array("</svg>".utf8))
        case .math: (Array("<math>".utf8), Array("</math>".utf8))
        }
    }

    private mutating func note(_ fault: String) {
        needs.fault = needs.fault ?? TemplateError.Note(fault)
    }

    private mutating func read(
        _ nodes: [SyntaxNode],
        in site: ElementSyntax.Site,
        of source: MarkupSource
    ) {
        for node in nodes {
            switch node {
            case .text(let text): readNames(in: source.bytes[text.range], site)
            case .verbatim(let range):
                // An end tag of nothing in it ends something around it.
                let isEnd = source.bytes[range].starts(with: "</".utf8)
                if isEnd { needs.markup.formIntersection(.html) }
            case .element(let element):
                needs.markup.formIntersection(element.standsIn)
                if element.needsEndTag { note("'<\(element.localName)/>' needs an end tag") }
                read(element.children, in: element.innerSite, of: source)
            case .dropped, .broken: continue
            }
        }
    }

    private mutating func readNames(in text: ArraySlice<UInt8>, _ site: ElementSyntax.Site) {
        for name in MessageNames.names(in: String(decoding: text, as: UTF8.self)) {
            sites[name, default: []].append(site)
        }
    }
}

extension SyntaxTree {
    /// Whether one element spans all of the source.
    fileprivate var isOneElement: Bool {
        guard children.count == 1, case .element(let element) = children[0] else { return false }
        return element.range == source.bytes.indices && element.end.isWritten
    }
}
