// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Looks at levels of nodes: at text, at elements without statements, and through
/// `ElementChecker` at all others.
struct LevelChecker {
    let state: CheckState
    let around: Surroundings

    init(_ state: CheckState, _ around: Surroundings) {
        self.state = state
        self.around = around
    }

    /// Looks at the pieces of one level.
    ///
    /// The level is closed where the page has a tag behind it, whatever the data.
    ///
    /// - Parameters:
    ///   - nodes: The pieces.
    ///   - written: The innermost element around them that is written.
    ///   - isClosed: Whether the level is closed.
    ///   - list: Takes what is made of them.
    func nodes(
        _ nodes: [SyntaxNode],
        in written: ElementSyntax?,
        isClosed: Bool = false,
        into list: inout NodeList
    ) {
        let place = written.map { Place(inTextOf: $0, state.source) }
        if let written, place?.context == .code {
            return code(nodes, in: written, into: &list)
        }
        if let written, place?.filter == .textOnly { state.checkElements(inTextOf: written) }
        for index in nodes.indices {
            let isLast = index + 1 == nodes.count
            let isClosed = isLast ? isClosed : nodes[index + 1].beginsWithTag
            switch nodes[index] {
            case .text(let text): self.text(text, in: written, isClosed: isClosed, into: &list)
            case .verbatim(let range), .broken(let range):
                list.write(state.source.bytes[range])
            case .dropped: continue
            case .element(let child):
                element(child, in: written, isClosed: isClosed, into: &list)
            }
        }
    }

    /// Looks at what is never written, for the errors in it and for the macros that it
    /// defines.
    func dead(_ nodes: [SyntaxNode], in written: ElementSyntax?) {
        let ranges = nodes.compactMap(\.deadRange)
        guard !ranges.isEmpty else { return }
        if !nodes.allSatisfy(\.isPlainText) {
            state.dead(holdsMacros: nodes.contains(where: \.holdsMacros)) {
                var list = NodeList()
                self.nodes(nodes, in: written, into: &list)
            }
        }
        state.facts.dead += ranges
    }

    // MARK: - Elements

    func element(
        _ element: ElementSyntax,
        in written: ElementSyntax?,
        isClosed: Bool,
        into list: inout NodeList
    ) {
        let isPlain = element.statements == nil
        let levels = isPlain ? CheckState.plainDepth : CheckState.elementDepth
        defer { state.depth -= levels }
        guard state.descend(by: levels, at: element.startTag) else { return }
        guard isPlain else {
            return elementWithStatements(element, in: written, into: &list)
        }
        region(of: element, into: &list) { list in
            plainElement(element, in: written, isClosed: isClosed, into: &list)
        }
    }

    /// An element with statements, which are copied here: they are too large to be copied
    /// where every element comes by.
    private func elementWithStatements(
        _ element: ElementSyntax,
        in written: ElementSyntax?,
        into list: inout NodeList
    ) {
        guard let statements = element.statements else { return }
        let ownsLine = statements.repetition != nil && isFirstOnLine(element)
        let line = state.lines?.line(of: element)
        let checker = ElementChecker(
            state,
            element,
            statements,
            in: around,
            written: written,
            line: line ?? LoopLine(indentation: ownsLine ? list.takeIndentation() : [])
        )
        region(of: element, into: &list) { list in checker.look(into: &list) }
    }

    /// Whether nothing stands before an element on its line, not even a tag that
    /// the page leaves out.
    private func isFirstOnLine(_ element: ElementSyntax) -> Bool {
        let before = state.source.bytes[..<element.startTag.lowerBound]
        return before.last { $0 != Byte.space && $0 != Byte.tab } == Byte.newline
    }

    /// An element without statements of its own.
    private func plainElement(
        _ element: ElementSyntax,
        in written: ElementSyntax?,
        isClosed: Bool,
        into list: inout NodeList
    ) {
        if element.keepsSpace(in: state.source.mode), !around.message.keepsSpace {
            let inner = LevelChecker(state, around.inside(element, state))
            return inner.plainElement(element, in: written, isClosed: isClosed, into: &list)
        }
        guard element.namespace == nil else {
            return nodes(element.children, in: written, into: &list)
        }
        CodeFinder(state, element, around).note()
        let isAsWritten = state.configuration.placeAttribute == nil
        if isAsWritten, element.isStatic, !element.needsEndTag {
            list.write(state.written(element.startTag))
        } else {
            TagChecker(state, element, around).startTag(hasContent: false, into: &list)
        }
        // An end tag that is left out does not close: what follows the element does.
        let isClosed = element.end.isWritten || isClosed
        list.addContent(of: element) { list in
            nodes(element.children, in: element, isClosed: isClosed, into: &list)
        }
        list.writeEndTag(of: element, hasContent: false, state.source.bytes)
    }

    /// Looks at an element; one that has an `id` of the source is a region.
    private func region(
        of element: ElementSyntax,
        into list: inout NodeList,
        _ look: (inout NodeList) -> Void
    ) {
        guard let name = element.staticID(in: state.source) else { return look(&list) }
        var inner = NodeList()
        let id = state.region(.element(name), element.startTag) { look(&inner) }
        list.append(.region(Region(id: id, body: inner.finished)))
    }

    // MARK: - Text

    /// Text; in markup a `<` that something else than a tag of the source follows is escaped,
    /// for what follows could make a tag of it.
    private func text(
        _ text: TextSyntax,
        in written: ElementSyntax?,
        isClosed: Bool,
        into list: inout NodeList
    ) {
        guard let pieces = text.pieces else {
            return write(state.writtenText(text.range), isClosed: isClosed, into: &list)
        }
        let place = Place(inTextOf: written, state.source)
        let isTextOnly = place.filter == .textOnly
        let joined = pieces.joined(state)
        for (index, piece) in joined.enumerated() {
            switch piece {
            case .literal(let bytes):
                let isLast = index == joined.count - 1
                let isBefore = !isLast && state.source.mode != .text
                let bytes = isBefore ? state.beforeValue(bytes[...]) : bytes[...]
                let isClosed = isLast && isClosed
                write(bytes, isClosed: isClosed, isTextOnly: isTextOnly, into: &list)
            case .hole(let hole):
                let place = state.place(place, in: written, at: hole.range)
                list.append(self.hole(hole.expression, place))
            }
        }
    }

    /// A hole in text; one that is only a variable is a part of the message around it.
    private func hole(_ expression: ExpressionSyntax, _ place: Place) -> PageNode {
        let hole = ExpressionChecker(state, on: around.element).hole(expression, place)
        guard around.isInMessage, let name = expression.variableName else { return hole }
        return .part(
            MessagePart(name: name, keepsSpace: true, site: place.site, body: [hole])
        )
    }

    private func write(
        _ text: ArraySlice<UInt8>,
        isClosed: Bool,
        isTextOnly: Bool = false,
        into list: inout NodeList
    ) {
        let isMarkup = state.source.mode != .text
        guard isMarkup, !isClosed else { return list.write(text) }
        list.write(Array(text).beforeText(state.source.markup.mode, isTextOnly: isTextOnly))
    }
}

extension ElementSyntax {
    /// Whether its start tag goes out as it stands, where it has no statements.
    fileprivate var isStatic: Bool {
        attributes.allSatisfy { $0.role == .markup && $0.pieces == nil }
    }
}

extension SyntaxNode {
    /// Where the node stands, if a page without it misses something.
    fileprivate var deadRange: Range<Int>? {
        switch self {
        case .text(let text): text.range
        case .element(let element): element.startTag
        case .verbatim, .dropped, .broken: nil
        }
    }

    /// Whether it is text without holes, of which nothing can be wrong.
    fileprivate var isPlainText: Bool {
        if case .text(let text) = self { text.pieces == nil } else { false }
    }

    /// Whether there are macros or slots in it.
    fileprivate var holdsMacros: Bool {
        if case .element(let element) = self { element.holdsMacros } else { false }
    }

    /// Whether the page has a tag or other markup in its place, whatever the data.
    fileprivate var beginsWithTag: Bool {
        switch self {
        case .text, .dropped: false
        case .verbatim, .broken: true
        case .element(let element): element.statements == nil && element.namespace == nil
        }
    }
}

/// A piece of text as it is written.
private enum WrittenPiece {
    case literal([UInt8])
    case hole(HoleSyntax)
}

extension [TextPiece] {
    /// The pieces with escaped holes as the text that they stand for, each joined with the
    /// literals around it.
    fileprivate func joined(_ state: CheckState) -> [WrittenPiece] {
        var pieces: [WrittenPiece] = []
        for piece in self {
            let bytes: [UInt8]
            switch piece {
            case .hole(let hole):
                pieces.append(.hole(hole))
                continue
            case .literal(let range): bytes = [UInt8](state.writtenText(range))
            case .escapedHole: bytes = [UInt8]("${".utf8)
            }
            if case .literal(let before)? = pieces.last {
                pieces[pieces.count - 1] = .literal(before + bytes)
            } else {
                pieces.append(.literal(bytes))
            }
        }
        return pieces
    }
}
