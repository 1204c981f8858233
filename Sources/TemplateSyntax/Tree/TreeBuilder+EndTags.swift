// SPDX-License-Identifier: Apache-2.0

extension TreeBuilder {
    /// Reads the end tag at `start`.
    mutating func readEndTag(at start: Int) {
        let limit = limit(ofTagAt: start)
        guard let tag = tag(at: start, name: start + 2, before: limit) else {
            return limit == nil ? addRest(from: start, "the tag has no end") : skip(start)
        }
        if let escapableEnd, limit != nil, !endsInnermost(tag, before: escapableEnd) {
            return skip(start)
        }
        if let escapableEnd, start >= escapableEnd {
            self.escapableEnd = nil
        }
        addText(upTo: start)
        if !scanned.isEmpty { checkUnread(tag.name.upperBound..<tag.whole.upperBound, as: .endTag) }
        if flattened > 0 {
            flattened -= 1
            return addVerbatim(upTo: tag.whole.upperBound)
        }
        if case .notATag = stream.sighting(ofEndTagAt: tag.whole) {
            return addVerbatim(upTo: tag.whole.upperBound)
        }
        let near = openElement(endedBy: tag)
        guard let index = near ?? fencedElement(endedBy: tag) else { return addStray(tag) }
        checkBoundaries(ofEnd: tag, at: index)
        closeInner(of: index, at: tag, isFenced: near == nil)
        textStart = tag.whole.upperBound
        position = textStart
        warnOfOutliving()
        close(.tag(tag.whole))
    }

    /// Whether the tag ends a statement element inside of a title or textarea.
    private func endsInnermost(_ tag: ScannedTag, before end: Int) -> Bool {
        guard let element = open.last, element.rule.content != .escapableText else { return false }
        return tag.whole.upperBound <= end && isSame(element.name, tag.name)
    }

    /// Ends the elements whose end tags may be left out before `tag`.
    ///
    /// One whose end tag is written, in the order of the start tags, goes on up to there.
    mutating func endOptional(_ ends: OptionalEnds, at tag: ScannedTag) {
        guard !ends.isEmpty else { return }
        var first: Int?
        for index in open.indices.reversed() {
            guard open[index].hasOptionalEnd else { break }
            guard !ends.isDisjoint(with: open[index].rule.optionalEnd) else { continue }
            if hasWrittenEnd(open[index]) {
                open[index].outlived = open[index].outlived ?? tag.place
                break
            }
            first = index
        }
        guard let first else { return }
        let start = tag.whole.lowerBound
        let parent = first > 0 ? open[first - 1].startTag.lowerBound : nil
        while open.count > first {
            if let element = open.last, element.needsBothTags {
                impliedEnd = .init(
                    name: element.name,
                    place: element.place,
                    by: tag.place,
                    parent: parent
                )
            }
            close(.implied(at: start))
        }
    }

    /// Whether an element whose end tag may be left out has one.
    private mutating func hasWrittenEnd(_ element: OpenElement) -> Bool {
        let ends = writtenEnds ?? WrittenEnds(source)
        writtenEnds = ends
        return ends.areOfElement(at: element.startTag.lowerBound)
    }

    /// Warns where the innermost element, which ends now, ends earlier for browsers.
    private mutating func warnOfOutliving() {
        guard let element = open.last, let outlived = element.outlived,
            element.needsBothTags || open.contains(where: { !$0.isPlain })
        else { return }
        let name = source.text(element.name)
        warn(
            .looseMarkup,
            "browsers end '<\(name)>' before this tag, and not at '</\(name)>'",
            at: outlived,
            [.init("'<\(name)>' starts here", at: element.place)]
        )
    }

    /// Ends all elements at the end of the document.
    mutating func closeAll(at end: Int) {
        while let element = open.last {
            let isMissing =
                (element.needsBothTags || source.mode == .xml) && !element.hasOptionalEnd
            if isMissing {
                report(
                    element.needsBothTags ? .unclosedElement : .malformedMarkup,
                    "'<\(source.text(element.name))>' has no end tag",
                    at: element.place
                )
            }
            if element.ownMarkup != nil, !isMissing { noteUnclosed(element) }
            close(isMissing ? .missing(at: end) : .implied(at: end))
        }
    }

    // MARK: - Matching

    private func openElement(endedBy tag: ScannedTag) -> Int? {
        if let last = open.indices.last, isSame(open[last].name, tag.name) { return last }
        let rule = source.mode == .html ? HTMLElementRule.rule(for: reader.key(tag.name)) : .other
        for index in open.indices.reversed() {
            if isSame(open[index].name, tag.name) { return index }
            if open[index].rule.isBarrier, !rule.reachesOverBarriers { return nil }
        }
        return nil
    }

    /// The element around a table or the like that lacks its end tag, where statements make it an
    /// error that the end tag of the element ends nothing.
    private func fencedElement(endedBy tag: ScannedTag) -> Int? {
        guard source.mode == .html, !missingEnds.contains(reader.key(tag.name)),
            let index = open.lastIndex(where: { isSame($0.name, tag.name) }),
            open[(index + 1)...].allSatisfy(\.isPlain),
            open[index...].contains(where: \.needsBothTags)
        else { return nil }
        return index
    }

    func isSame(_ first: Range<Int>, _ second: Range<Int>) -> Bool {
        guard first.count == second.count else { return false }
        let ignoresCase = source.mode != .xml
        for offset in 0..<first.count {
            let left = source.bytes[first.lowerBound + offset]
            let right = source.bytes[second.lowerBound + offset]
            let isSame =
                left == right
                || (ignoresCase && left.asciiLowercased == right.asciiLowercased)
            if !isSame { return false }
        }
        return true
    }

    /// Ends what is still open inside of the element at `index`.
    private mutating func closeInner(of index: Int, at tag: ScannedTag, isFenced: Bool) {
        guard index < open.count - 1 else { return }
        let needsBothTags = open[index...].contains(where: \.needsBothTags)
        let isWrong = needsBothTags || source.mode == .xml
        let isTold = isWrong && checkUnclosed(open[(index + 1)...], before: tag, needsBothTags)
        let end = tag.whole.lowerBound
        while let element = open.last, open.count > index + 1 {
            let isMissing = isWrong && !element.hasOptionalEnd
            if isMissing || isFenced {
                missingEnds.note(element.place, of: reader.key(element.name), by: tag, isTold)
            }
            close(isMissing ? .missing(at: end) : .implied(at: end))
        }
        // This tag may be the one too many: then one behind it is right.
        if isTold { missingEnds.note(tag.whole, of: reader.key(tag.name), by: tag, isTold) }
    }

    /// Tells of elements that an end tag of another one ends, and says whether as an error.
    ///
    /// Where those without statements end makes no difference.
    private mutating func checkUnclosed(
        _ inner: ArraySlice<OpenElement>,
        before tag: ScannedTag,
        _ needsBothTags: Bool
    ) -> Bool {
        let unclosed = inner.reversed().filter { !$0.hasOptionalEnd }
        guard !unclosed.isEmpty else { return false }
        let tags = unclosed.map { "'<\(source.text($0.name))>'" }
        let told = zip(tags, unclosed).prefix(Self.toldTags)
        let name = "'</\(source.text(tag.name))>'"
        if source.mode == .html, inner.drop(while: \.isPlain).allSatisfy(\.hasOptionalEnd) {
            for (tag, element) in told {
                let message = "\(tag) has no end tag, and ends before \(name)"
                warn(.looseMarkup, message, at: element.place)
            }
            return false
        }
        report(
            needsBothTags ? .mismatchedEndTag : .malformedMarkup,
            "\(name) stands before \(tags.count == 1 ? "the end tag" : "the end tags") of "
                + tags.prefix(Self.toldTags).joined(separator: ", "),
            at: tag.whole,
            notes: told.map { .init("\($0) starts here", at: $1.place) }
        )
        return true
    }

    /// How many missing end tags an error tells at most.
    private static let toldTags = 8

    // MARK: - Stray end tags

    private mutating func addStray(_ tag: ScannedTag) {
        checkStray(tag)
        switch missingEnds.find(reader.key(tag.name)) {
        case .told: break
        case .forgiven(let element, let by): reportLate(tag, element, by)
        case nil: reportStray(tag)
        }
        addVerbatim(upTo: tag.whole.upperBound)
    }

    /// Whether a stray end tag can be meant for the element: it stands beside it, or in
    /// the element that ended it.
    private func isNear(_ end: OpenElement.ImpliedEnd) -> Bool {
        let around = open.last?.startTag.lowerBound
        return around == end.parent || around == end.by.lowerBound
    }

    /// Whether an end tag belongs to a namespace of statements, so that it is no markup of a
    /// page.
    private func isStatement(_ tag: ScannedTag) -> Bool {
        guard let colon = source.bytes[tag.name].firstIndex(of: Byte.colon) else { return false }
        return scope.namespace(of: reader.key(tag.name.lowerBound..<colon)[...]) != nil
    }

    /// An element that needed no end tag has one behind the element that ended it.
    private mutating func reportLate(_ tag: ScannedTag, _ element: Range<Int>, _ by: Range<Int>) {
        let name = source.text(tag.name)
        report(
            .mismatchedEndTag,
            "'</\(name)>' ends nothing",
            at: tag.whole,
            notes: [
                .init("'<\(name)>' starts here", at: element),
                .init("'\(source.text(by))' has ended it", at: by),
            ]
        )
        // The tag that has ended it may be the one too many.
        let ender = source.bytes[by].dropFirst(2).prefix { $0.isNameByte || $0 == Byte.colon }
        missingEnds.note(by, of: reader.key(ender.indices), by: tag, true)
    }

    private mutating func reportStray(_ tag: ScannedTag) {
        let isInside =
            isStatement(tag) || open.contains { !$0.isPlain }
        let message = "'</\(source.text(tag.name))>' ends nothing"
        if let impliedEnd, isSame(impliedEnd.name, tag.name), isNear(impliedEnd) {
            let name = source.text(impliedEnd.name)
            report(
                .mismatchedEndTag,
                message,
                at: tag.whole,
                notes: [
                    .init("'<\(name)>' starts here", at: impliedEnd.place),
                    .init("HTML ends '<\(name)>' before this tag", at: impliedEnd.by),
                ]
            )
        } else if isInside || source.mode == .xml {
            let around = open.last.map { element in
                [Diagnostic.Note("'<\(source.text(element.name))>' is open", at: element.place)]
            }
            report(
                isInside ? .mismatchedEndTag : .malformedMarkup,
                message,
                at: tag.whole,
                notes: around ?? []
            )
        }
    }
}
