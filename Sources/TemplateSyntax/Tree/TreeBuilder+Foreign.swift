// SPDX-License-Identifier: Apache-2.0

// SVG and MathML, whose content browsers read by other rules (HTML standard section 13.2.6.5).
extension TreeBuilder {
    /// What the element is one of, if it is none of HTML.
    mutating func foreignMarkup(of startTag: StartTag) -> ForeignMarkup? {
        guard source.mode == .html else { return nil }
        guard startTag.namespace == nil else { return open.last?.foreignMarkup }
        let parent = open.last { $0.namespace == nil }
        guard let outer = open.last?.foreignMarkup else {
            guard startTag.rule.staysInMath else { return startTag.rule.beginsForeign }
            let isInMath = parent?.vocabulary == .foreign && parent?.rule.holdsHTML == .math
            // A macro's use could put it there.
            if !isInMath { noteOutsideOfMath(startTag) }
            return isInMath ? .math : nil
        }
        if endsForeign(startTag) {
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

    private mutating func noteOutsideOfMath(_ startTag: StartTag) {
        note(
            .malformedMarkup,
            "<\(startTag.localName)> stands only in MathML",
            at: place(of: startTag)
        )
    }

    /// Whether SVG or MathML around an element would end before it.
    func endsForeign(_ startTag: StartTag) -> Bool {
        guard source.mode == .html, startTag.namespace == nil else { return false }
        let isFont = startTag.localName == "font" && mayHave(["color", "face", "size"], startTag)
        return isFont || startTag.rule.endsForeign
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

    /// Reports an element that browsers drop, because of the `<frameset>` around it or of the
    /// `<col>` before it in a `<template>`; a macro or a slot could bring one there.
    mutating func checkDropped(_ startTag: StartTag) {
        guard source.mode == .html,
            startTag.namespace == nil || startTag.statements?.value.macros != nil,
            let parent = open.lastIndex(where: { $0.namespace == nil })
        else { return }
        let name = startTag.namespace == nil ? startTag.localName : ""
        let reason: String? =
            switch open[parent].localName {
            case "frameset" where !["frame", "frameset", "noframes"].contains(name):
                "in a <frameset>"
            case "template" where open[parent].holdsColumns && !["col", "template"].contains(name):
                "behind a <col> in a <template>"
            default: nil
            }
        if name == "col" { open[parent].holdsColumns = true }
        guard let reason else { return }
        note(
            .malformedMarkup,
            "browsers drop <\(source.text(startTag.tag.name))> \(reason)",
            at: place(of: startTag)
        )
    }

    /// Reports the end tag of the element at `index`, where browsers take it for none: HTML is
    /// still open in an element of SVG or MathML that holds it.
    ///
    /// What an end tag of HTML ends while SVG or MathML is open, depends on what is around.
    mutating func checkBoundaries(ofEnd tag: ScannedTag, at index: Int) {
        guard source.mode == .html else { return }
        let inner = open[(index + 1)...].filter { $0.namespace == nil }
        guard let last = inner.last else { return }
        let isForeign = open[index].vocabulary == .foreign && open[index].namespace == nil
        if inner.contains(where: \.holdsHTML) || open[index].holdsHTML {
            let name = source.text(last.name)
            noteCrossing(tag, over: last, "ends nothing while '<\(name)>' is open")
        } else if !isForeign, let root = inner.first(where: { $0.vocabulary == .foreign }) {
            let name = source.text(root.name)
            noteCrossing(tag, over: root, "stands before the end tag of '<\(name)>'")
        }
    }

    /// Reports an end tag of nothing that may end SVG or MathML all the same; the one of
    /// `<path/></path>` does not.
    mutating func checkStray(_ tag: ScannedTag) {
        guard source.mode == .html, open.last?.foreignMarkup != nil, !isSecondEnd(tag) else {
            return
        }
        let name = reader.key(tag.name)
        note(.malformedMarkup, "'</\(name)>' may end the SVG or MathML around it", at: tag.whole)
    }

    /// Whether an element of the same name has ended by its slash right before an end tag, and no
    /// other is meant.
    private func isSecondEnd(_ tag: ScannedTag) -> Bool {
        let before = nodes.last { node in
            guard case .text(let text) = node else { return true }
            return !source.bytes[text.range].allSatisfy(\.isSpace)
        }
        guard case .element(let element) = before, case .selfClosed = element.end else {
            return false
        }
        return isSame(element.name, tag.name) && !open.contains { isSame($0.name, tag.name) }
            && !HTMLElementRule.rule(for: reader.key(tag.name)).hasEffect
    }

    private mutating func noteCrossing(
        _ tag: ScannedTag,
        over element: OpenElement,
        _ problem: String
    ) {
        note(
            .malformedMarkup,
            "'</\(source.text(tag.name))>' \(problem)",
            at: tag.whole,
            notes: [.init("'<\(source.text(element.name))>' starts here", at: element.place)]
        )
    }

    /// Reports an element that goes on for browsers, whatever follows.
    mutating func noteUnclosed(_ element: OpenElement) {
        let name = source.text(element.name)
        note(.malformedMarkup, "'<\(name)>' has no end tag", at: element.place)
    }

    /// Reports a `<noscript>` that ends somewhere else in browsers that run scripts, and read text
    /// in it.
    mutating func checkNoscript(_ element: OpenElement, _ end: ElementSyntax.End) {
        guard source.mode == .html, element.localName == "noscript", element.vocabulary == .html
        else { return }
        switch end {
        case .void, .selfClosed, .missing: return
        case .implied: noteUnclosed(element)
        case .tag(let tag):
            checkNoscript(source.bytes[element.startTag.upperBound..<tag.lowerBound])
        }
    }

    private mutating func checkNoscript(_ body: ArraySlice<UInt8>) {
        let noscript = TextHolders(named: "noscript")
        let end = body.indices.first { start in
            body[start] == Byte.less
                && TextHolders(endedAt: start, in: body).contains(noscript)
        }
        guard let end else { return }
        let name = body[(end + 1)...].prefix { $0.isLetter || $0 == Byte.slash }
        note(
            .malformedMarkup,
            "'\(source.text(end..<name.endIndex))' stands before the end tag, and ends it where scripts run",
            at: end..<name.endIndex
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
