// SPDX-License-Identifier: Apache-2.0

// SVG and MathML, whose content browsers read by other rules (HTML standard section 13.2.6.5).
extension TreeBuilder {
    /// What the element is one of, if it is none of HTML.
    mutating func foreignMarkup(of startTag: StartTag) -> ForeignMarkup? {
        guard source.mode == .html else { return nil }
        guard startTag.namespace == nil else { return open.last?.foreignMarkup }
        let parent = open.last { $0.namespace == nil }
        guard let outer = open.last?.foreignMarkup else {
            let staysInMath = ["mglyph", "malignmark"].contains(startTag.localName)
            let isInMath = parent?.vocabulary == .foreign && parent?.rule.holdsHTML == .math
            return isInMath && staysInMath ? .math : startTag.rule.beginsForeign
        }
        let isFont = startTag.localName == "font" && mayHave(["color", "face", "size"], startTag)
        if isFont || startTag.rule.endsForeign {
            // What follows it would be read by other rules than what stands before.
            let outer = outer == .svg ? "svg" : "math"
            note(
                .malformedMarkup,
                "<\(startTag.localName)> ends the <\(outer)> around it",
                at: place(of: startTag)
            )
            return nil
        }
        let isSVG = startTag.localName == "svg" && parent?.localName == "annotation-xml"
        return isSVG ? .svg : outer
    }

    /// Whether HTML goes on in an element.
    mutating func holdsHTML(_ startTag: StartTag, _ foreign: ForeignMarkup?) -> Bool {
        guard foreign == .math, startTag.localName == "annotation-xml" else {
            return foreign == nil || startTag.rule.holdsHTML == foreign
        }
        let encoding = startTag.attributes.first { $0.key == "encoding" && $0.role == .markup }
        let type = encoding?.value.map { source.text($0).lowercased() } ?? ""
        if encoding?.pieces != nil || type.contains("&") || isSet(["encoding"], startTag) {
            note(
                .malformedMarkup,
                "the 'encoding' of <annotation-xml> decides how its content is read",
                at: place(of: startTag),
                notes: [.init("write it in the template, without references")]
            )
        }
        return type == "text/html" || type == "application/xhtml+xml"
    }

    // MARK: - Where browsers and the template would disagree

    /// Reports an element that browsers drop because of the `<frameset>` around it.
    mutating func checkFrameset(_ startTag: StartTag) {
        guard source.mode == .html, startTag.namespace == nil,
            open.last(where: { $0.namespace == nil })?.localName == "frameset",
            !["frame", "frameset", "noframes"].contains(startTag.localName)
        else { return }
        note(
            .malformedMarkup,
            "browsers drop <\(startTag.localName)> in a <frameset>",
            at: place(of: startTag)
        )
    }

    /// Reports the end tag of the element at `index`, where browsers take it for none: HTML is
    /// still open in an element of SVG or MathML that holds it.
    mutating func checkBoundaries(ofEnd tag: ScannedTag, at index: Int) {
        guard source.mode == .html else { return }
        let inner = open[(index + 1)...].filter { $0.namespace == nil }
        let isCrossed = inner.contains(where: \.holdsHTML) || open[index].holdsHTML
        guard isCrossed, let last = inner.last else { return }
        note(
            .malformedMarkup,
            "'</\(source.text(tag.name))>' ends nothing while '<\(source.text(last.name))>' is open",
            at: tag.whole,
            notes: [.init("'<\(source.text(last.name))>' starts here", at: last.place)]
        )
    }

    /// Reports an end tag of nothing that ends SVG or MathML all the same.
    mutating func checkStray(_ tag: ScannedTag) {
        let name = reader.key(tag.name)
        guard source.mode == .html, open.last?.foreignMarkup != nil, name == "p" || name == "br"
        else { return }
        note(.malformedMarkup, "'</\(name)>' ends the SVG or MathML around it", at: tag.whole)
    }

    /// Reports the end tag of a `<noscript>` before which a browser that runs scripts, and reads
    /// text there, has seen another one.
    mutating func checkNoscript(ofEnd tag: ScannedTag, at index: Int) {
        guard source.mode == .html, open[index].localName == "noscript",
            open[index].vocabulary == .html
        else { return }
        let raw = RawText(bytes: source.bytes)
        let end = raw.end(of: "noscript", from: open[index].startTag.upperBound)
        guard let end, end < tag.whole.lowerBound else { return }
        note(
            .malformedMarkup,
            "'</noscript' stands before the end tag, and ends it where scripts run",
            at: end..<end + "</noscript".utf8.count
        )
    }

    /// Whether an element has one of some attributes, or may get it.
    private func mayHave(_ names: [String], _ startTag: StartTag) -> Bool {
        isSet(names, startTag)
            || startTag.attributes.contains { $0.role == .markup && names.contains($0.key) }
    }

    /// Whether a statement may set one of some attributes.
    private func isSet(_ names: [String], _ startTag: StartTag) -> Bool {
        let statements = startTag.statements?.value
        let translated = statements?.translation?.attributes.map { source.key($0.name.text) } ?? []
        return translated.contains(where: names.contains)
            || statements?.attributes.contains { clause in
                clause.name.map { names.contains(source.key($0.text)) } ?? true
            } ?? false
    }

    private func place(of startTag: StartTag) -> Range<Int> {
        startTag.tag.whole.lowerBound..<startTag.tag.name.upperBound
    }
}
